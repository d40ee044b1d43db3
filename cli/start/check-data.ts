// Whether pictures can be kept in the data folder, looked at before anything is built.
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { makeFolder } from '../../local/s3/make-folder.ts';
import { freeSpaceAt } from '../../local/stack/free-space.ts';
import { ExpectedError } from '../terminal/errors.ts';
import { explainSystemError, type SystemError, systemErrorIn } from '../terminal/system-errors.ts';

/** As large as a large picture. */
const PROBE_BYTES = 750_000;

/** Makes it, with its parents. Throws ExpectedError `bad_data`. */
export async function checkData(data: string): Promise<void> {
  const probe = join(data, `.probe-${process.pid}`);
  try {
    await makeFolder(data);
    await writeFile(probe, Buffer.alloc(PROBE_BYTES));
  } catch (error) {
    const system = systemErrorIn(error);
    if (!system) throw error;
    throw new ExpectedError('bad_data', `--data ${data} cannot keep pictures. ${reasonOf(system, data)}`, { cause: error });
  } finally {
    await rm(probe, { force: true }).catch(() => {});
  }
}

function reasonOf(error: SystemError, data: string): string {
  if (error.code === 'EEXIST') return 'It is a file and not a folder.';
  if (error.code === 'ENOSPC')
    return `Its disk is full, ${freeSpaceAt(data)?.megabytes ?? 0} MB are free: make room there, or name another place.`;
  return explainSystemError(error);
}
