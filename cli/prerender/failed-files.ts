// Where the lines go that have no picture: into files that were asked for, and that this command wrote or nobody did.
import { open, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { CardError } from '../../card-schema/errors.ts';
import { UsageError } from '../terminal/errors.ts';
import { problemOfFile } from '../terminal/write-access.ts';
import { isRegularFile } from './card-lines.ts';

export interface FailedFiles {
  readonly failed?: string;
  readonly incomplete?: string;
  /** Why there are none, for the report. */
  readonly none?: string;
}

/**
 * FILE.failed next to the list, or what --failed names, and the same for incomplete cards. A list that comes through a pipe has no
 * place of its own. Throws UsageError and CardError `bad_list`, before anything is drawn.
 */
export async function failedFilesFor(list: string | undefined, given: string | undefined): Promise<FailedFiles> {
  const isFile = list !== undefined && (await isRegularFile(list));
  if (given === undefined && !isFile) return { none: 'name a file for them with --failed' };
  const failed = given ?? `${list}.failed`;
  const files = { failed, incomplete: await incompleteFileFor(failed) };
  // They are written while the list is read.
  if (isFile && Object.values(files).some((file) => resolve(file) === resolve(list)))
    throw new UsageError('--failed must be another file than the list.');
  for (const file of Object.values(files)) await refuseForeign(file);
  const problem = (await problemOfFile(files.failed)) ?? (await problemOfFile(files.incomplete));
  if (problem === undefined) return files;
  if (given !== undefined) throw new CardError('bad_list', `--failed ${given}: ${problem}.`);
  return { none: `${problem}; name another place with --failed` };
}

/** Next to the failed ones. What is no file, such as /dev/stderr, takes both. */
async function incompleteFileFor(failed: string): Promise<string> {
  const found = await stat(failed).catch(() => undefined);
  return found && !found.isFile() && !found.isDirectory() ? failed : `${failed.replace(/\.failed$/, '')}.incomplete`;
}

/** As every file of this command begins. */
const OWN = /^# line \d+: /;

async function refuseForeign(file: string): Promise<void> {
  const found = await stat(file).catch(() => undefined);
  if (!found?.isFile() || found.size === 0) return;
  const handle = await open(file);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(32), 0, 32, 0);
    if (OWN.test(buffer.toString('latin1', 0, bytesRead))) return;
  } finally {
    await handle.close();
  }
  throw new CardError(
    'bad_list',
    `${file} is there, and not from this command, which would replace it: move it away, or name another file with --failed.`,
  );
}
