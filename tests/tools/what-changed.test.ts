import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { sayWhatChanged } from '../../tools/what-changed.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

async function folderOf(...names: readonly string[]) {
  const folder = await temporaryFolder('changed');
  await mkdir(join(folder.path, 'pictures/scripts'), { recursive: true });
  const write = (name: string, text = 'as it was') => writeFile(join(folder.path, name), text);
  for (const name of names) await write(name);
  const printed: string[] = [];
  const said = async (work: () => Promise<unknown>) => {
    await sayWhatChanged(['pictures/**/*.jpg', 'one.json'], work, { project: folder.path, print: (line) => printed.push(line) });
    return printed.join('\n');
  };
  return { ...folder, write, said, printed };
}

test('each file that is new, changed or removed is named, and the others are counted', async () => {
  await using folder = await folderOf(
    'pictures/a.jpg',
    'pictures/b.jpg',
    'pictures/c.jpg',
    'pictures/scripts/d.jpg',
    'one.json',
    'two.json',
  );
  const said = await folder.said(async () => {
    await folder.write('pictures/b.jpg', 'another picture');
    await rm(join(folder.path, 'pictures/c.jpg'));
    await folder.write('pictures/scripts/e.jpg');
    await folder.write('pictures/scripts/d.jpg', 'as it was');
    await folder.write('two.json', 'of no concern');
  });
  expect(said).toBe(`  changed  pictures/b.jpg
  removed  pictures/c.jpg
  new      pictures/scripts/e.jpg
3 files are as they were.`);
});

test('where nothing is different, that is said', async () => {
  await using folder = await folderOf('one.json');
  expect(await folder.said(() => folder.write('one.json'))).toBe('Nothing changed: 1 file is as it was.');
});

test('work that fails half-way says what it has written', async () => {
  await using folder = await folderOf('one.json');
  const work = async () => {
    await folder.write('pictures/a.jpg');
    throw new Error('The disk is full.');
  };
  await expect(folder.said(work)).rejects.toThrow('The disk is full.');
  expect(folder.printed).toEqual(['  new      pictures/a.jpg\n1 file is as it was.']);
});
