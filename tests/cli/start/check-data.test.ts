import { readdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { checkData } from '../../../cli/start/check-data.ts';
import { type TemporaryFolder, temporaryFolder } from '../../support/temporary-folder.ts';

let folder: TemporaryFolder;
beforeEach(async () => {
  folder = await temporaryFolder('data');
});
afterEach(() => folder.remove());

test('a folder is made with its parents, and nothing is left in it', async () => {
  const data = join(folder.path, 'a/b/c');
  await checkData(data);
  expect((await stat(data)).isDirectory()).toBe(true);
  expect(await readdir(data)).toEqual([]);
  await checkData(data);
});

test('a file in its place, or above it, is said to be one', async () => {
  const file = join(folder.path, 'file');
  await writeFile(file, 'x');
  await expect(checkData(file)).rejects.toThrow(`--data ${file} cannot keep pictures. It is a file and not a folder.`);
  await expect(checkData(join(file, 'deeper'))).rejects.toThrow('It is a file and not a folder.');
});

test('a place where nobody may make folders is refused at once', async () => {
  await expect(checkData('/proc/nope/pictures')).rejects.toThrow(
    /^--data \/proc\/nope\/pictures cannot keep pictures\. Cannot make/,
  );
});
