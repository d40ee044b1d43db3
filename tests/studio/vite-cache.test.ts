import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { openViteCache } from '../../local/studio/vite-cache.ts';
import { type TemporaryFolder, temporaryFolder } from '../support/temporary-folder.ts';

let folder: TemporaryFolder;
beforeEach(async () => {
  folder = await temporaryFolder('vite-cache');
});
afterEach(() => folder.remove());

test('each process has a folder of its own, and takes it along', async () => {
  const cache = await openViteCache(folder.path);
  await mkdir(cache.folder);
  expect(await readdir(folder.path)).toHaveLength(2);
  await cache.remove();
  expect(await readdir(folder.path)).toEqual([]);
});

test('the folder of a process that was killed is removed', async () => {
  const living = await openViteCache(folder.path);
  await mkdir(living.folder);
  await mkdir(join(folder.path, '4194305-12345678'));
  // As this process marks its own, but for the number.
  const own = JSON.parse(await readFile(`${living.folder}.mark`, 'utf8')) as object;
  await writeFile(join(folder.path, '4194305-12345678.mark'), JSON.stringify({ ...own, pid: 2 ** 22 + 1 }));
  await openViteCache(join(folder.path));
  expect(await readdir(folder.path)).toEqual([expect.stringMatching(/^\d+-[0-9a-f]{8}\.mark$/)]);
});

test('a folder without a mark is removed', async () => {
  await mkdir(join(folder.path, '4194305-12345678/deps'), { recursive: true });
  await openViteCache(folder.path);
  expect(await readdir(folder.path)).toEqual([expect.stringMatching(/^\d+-[0-9a-f]{8}\.mark$/)]);
});
