import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { openScratch } from '../../../local/stack/scratch.ts';
import { type TemporaryFolder, temporaryFolder } from '../../support/temporary-folder.ts';

let folder: TemporaryFolder;
beforeEach(async () => {
  folder = await temporaryFolder('scratch');
});
afterEach(() => folder.remove());

/** The id of a process that has ended. */
async function endedPid(): Promise<number> {
  const child = spawn(process.execPath, ['--version'], { stdio: 'ignore' });
  await once(child, 'exit');
  return child.pid ?? 0;
}

test('a folder is there until it is removed, and says whose it is', async () => {
  const scratch = await openScratch(folder.path);
  expect(scratch.path).toContain(`-${process.pid}-`);
  expect(existsSync(scratch.path)).toBe(true);
  await scratch.remove();
  expect(await readdir(folder.path)).toEqual([]);
});

test('what a killed process left is removed; what a living one has, and all else, stays', async () => {
  const own = await openScratch(folder.path);
  const kept = [own.path, join(folder.path, 'edgecard-scratch-1-1-otherSpace'), join(folder.path, 'something-else')];
  for (const path of kept.slice(1)) await mkdir(path);
  const dead = own.path.replace(`-${process.pid}-`, `-${await endedPid()}-`);
  await mkdir(dead);
  await writeFile(join(dead, 'core.1'), 'x');
  const next = await openScratch(folder.path);
  expect(existsSync(dead)).toBe(false);
  for (const path of [...kept, next.path]) expect(existsSync(path)).toBe(true);
  await own.remove();
  await next.remove();
});

test('a temporary folder that is not there fails as such', async () => {
  await expect(openScratch(join(folder.path, 'none'))).rejects.toMatchObject({ code: 'ENOENT', syscall: 'mkdtemp' });
});
