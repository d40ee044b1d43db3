import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

/** Removes what a crash, a reset sandbox or an older deploy left in scratch, by name: 512 MB are soon full. */
export async function removeFrom(scratch: string, isLeftover: (name: string) => boolean): Promise<void> {
  const leftovers = (await readdir(scratch)).filter(isLeftover);
  await Promise.all(leftovers.map((name) => rm(join(scratch, name), { recursive: true, force: true })));
}
