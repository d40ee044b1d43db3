import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import sharp from 'sharp';
import { compareWithGolden, type GoldenFolders, updateGolden } from './golden.ts';
import { decode } from './pictures.ts';
import { type TemporaryFolder, temporaryFolder } from './temporary-folder.ts';

let folder: TemporaryFolder;
let folders: GoldenFolders;
beforeAll(async () => {
  folder = await temporaryFolder('golden');
  folders = { golden: join(folder.path, 'golden'), differences: join(folder.path, 'out') };
  await mkdir(join(folders.golden, 'scripts'), { recursive: true });
  await writeFile(join(folders.golden, 'scripts/thai.jpg'), await jpegOf('white'));
});
afterAll(() => folder.remove());

/** 40 × 40 pixels of one colour, a tenth of them in another. */
async function jpegOf(background: string, corner = background, side = 40): Promise<Buffer> {
  const square = { create: { width: side, height: side / 10, channels: 3 as const, background: corner } };
  const picture = sharp({ create: { width: side, height: side, channels: 3, background } });
  return picture
    .composite([{ input: square, left: 0, top: 0 }])
    .jpeg({ quality: 100, chromaSubsampling: '4:4:4' })
    .toBuffer();
}

const kept = async () => (await readdir(join(folders.differences, 'scripts'))).sort();

test('a picture that looks like its golden one leaves nothing', async () => {
  await compareWithGolden('scripts/thai.jpg', await jpegOf('#fefefe'), folders);
  await expect(kept()).rejects.toMatchObject({ code: 'ENOENT' });
});

test('of a picture that differs both and their difference are kept, and the message says where, until it looks right again', async () => {
  const actual = await jpegOf('white', 'blue');
  await expect(compareWithGolden('scripts/thai.jpg', actual, folders)).rejects.toThrow(
    `10.00 % of the pixels of tests/golden/scripts/thai.jpg differ; 0.10 % may. Compare thai-golden.jpg, thai-actual.jpg, ` +
      `thai-difference.png in ${folders.differences}/scripts. If the change is meant: npm run golden.`,
  );
  expect(await kept()).toEqual(['thai-actual.jpg', 'thai-difference.png', 'thai-golden.jpg']);
  expect(await readFile(join(folders.differences, 'scripts/thai-actual.jpg'))).toEqual(actual);
  const { data, width } = await decode(await readFile(join(folders.differences, 'scripts/thai-difference.png')));
  expect([...data.subarray(0, 4)]).toEqual([255, 0, 0, 255]);
  expect([...data.subarray(-4)]).toEqual([255, 255, 255, 255]);
  expect(width).toBe(40);

  await compareWithGolden('scripts/thai.jpg', await jpegOf('white'), folders);
  expect(await kept()).toEqual([]);
});

test('a picture of another size differs, without a picture of the difference', async () => {
  await expect(compareWithGolden('scripts/thai.jpg', await jpegOf('white', 'white', 50), folders)).rejects.toThrow('100.00 %');
  expect(await kept()).toEqual(['thai-actual.jpg', 'thai-golden.jpg']);
});

test('a picture without a golden one fails', async () => {
  await expect(compareWithGolden('scripts/lao.jpg', await jpegOf('white'), folders)).rejects.toThrow('npm run golden draws it');
});

test('an update leaves what looks the same, and writes what is new or differs', async () => {
  const white = await readFile(join(folders.golden, 'scripts/thai.jpg'));
  await updateGolden('scripts/thai.jpg', await sharp(white).jpeg({ quality: 99 }).toBuffer(), folders.golden);
  expect(await readFile(join(folders.golden, 'scripts/thai.jpg'))).toEqual(white);
  const blue = await jpegOf('blue');
  for (const name of ['scripts/thai.jpg', 'new/lao.jpg']) {
    await updateGolden(name, blue, folders.golden);
    expect(await readFile(join(folders.golden, name))).toEqual(blue);
  }
});
