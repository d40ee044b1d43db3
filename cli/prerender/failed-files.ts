// Where the lines go that have no picture: into files that were asked for, and that this command wrote or nobody did.
import { lstat, open, rm, stat } from 'node:fs/promises';
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
  if (list !== undefined && Object.values(files).some((file) => resolve(file) === resolve(list)))
    throw new UsageError('--failed must be another file than the list.');
  for (const file of Object.values(files)) await refuseForeign(file);
  const problem = (await problemOfFile(files.failed)) ?? (await problemOfFile(files.incomplete));
  if (problem === undefined) return files;
  if (given !== undefined) throw new CardError('bad_list', `--failed ${given}: ${problem}.`);
  return { none: `${problem}; name another place with --failed` };
}

/** Next to the failed ones. What is no file, such as /dev/stderr, takes both. */
async function incompleteFileFor(failed: string): Promise<string> {
  return (await isStream(failed)) ? failed : `${failed.replace(/\.failed$/, '')}.incomplete`;
}

/**
 * A pipe or a device, which is neither replaced nor removed. /dev/stderr and the like lead to what the shell has opened: that is the
 * shell's, even where it is a file.
 */
export async function isStream(file: string): Promise<boolean> {
  const found = await stat(file).catch(() => undefined);
  if (found === undefined || found.isDirectory()) return false;
  const isOfShell = /^\/(dev|proc)\//.test(resolve(file)) && (await lstat(file)).isSymbolicLink();
  return isOfShell || !found.isFile();
}

/** What a former run has left, and nothing else, whatever has come in its place meanwhile. */
export async function removeFormer(file: string): Promise<void> {
  const found = await lstat(file).catch(() => undefined);
  if (found?.isFile() && (await isOwn(file))) await rm(file, { force: true });
}

async function refuseForeign(file: string): Promise<void> {
  if ((await isStream(file)) || !(await stat(file).catch(() => undefined))?.isFile() || (await isOwn(file))) return;
  throw new CardError(
    'bad_list',
    `${file} is there, and not from this command, which would replace it: move it away, or name another file with --failed.`,
  );
}

/** As every file of this command begins. */
const OWN = /^# line \d+: /;

/** Of a regular file. */
async function isOwn(file: string): Promise<boolean> {
  const handle = await open(file);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(32), 0, 32, 0);
    return bytesRead === 0 || OWN.test(buffer.toString('latin1', 0, bytesRead));
  } finally {
    await handle.close();
  }
}
