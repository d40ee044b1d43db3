import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import sharp from 'sharp';
import { readOwnPicture } from '../../../cli/picture/own-picture.ts';
import { type TemporaryFolder, temporaryFolder } from '../../support/temporary-folder.ts';

let folder: TemporaryFolder;
let jpeg: Buffer;
beforeAll(async () => {
  folder = await temporaryFolder('own');
  jpeg = await pictureOf(1200, 630).jpeg().toBuffer();
});
afterAll(() => folder.remove());

const pictureOf = (width: number, height: number) => sharp({ create: { width, height, channels: 3, background: 'teal' } });

async function fileOf(bytes: Uint8Array): Promise<string> {
  const file = join(folder.path, 'own.jpg');
  await writeFile(file, bytes);
  return file;
}

test('a JPEG of the right size is taken as it is', async () => {
  expect(await readOwnPicture(await fileOf(jpeg))).toEqual(jpeg);
});

test.each<[string, () => Promise<Uint8Array>, RegExp]>([
  [
    'text',
    async () => Buffer.from('hello'),
    /must be a JPEG of 1200 × 630 and at most 750,000 bytes; it is no image, 5 bytes\.$/,
  ],
  ['a PNG', () => pictureOf(1200, 630).png().toBuffer(), /it is png, 1200 × 630, /],
  ['another size', () => pictureOf(1201, 630).jpeg().toBuffer(), /it is jpg, 1201 × 630, /],
  ['too many bytes', async () => Buffer.concat([jpeg, Buffer.alloc(750_000)]), /it is jpg, 1200 × 630, more bytes\.$/],
  ['half a JPEG', async () => jpeg.subarray(0, jpeg.length / 2), /is not a whole JPEG/],
])('%s is refused, and described', async (_, make, message) => {
  await expect(readOwnPicture(await fileOf(await make()))).rejects.toMatchObject({
    code: 'bad_picture',
    message: expect.stringMatching(message),
  });
});

test('a folder is named as such; a device without an end is read to the limit; what is not there is said by the system', async () => {
  await expect(readOwnPicture(folder.path)).rejects.toThrow(/is a folder: name a JPEG in it\.$/);
  await expect(readOwnPicture('/dev/zero')).rejects.toThrow(/it is no image, more bytes\.$/);
  await expect(readOwnPicture(join(folder.path, 'none'))).rejects.toMatchObject({ code: 'ENOENT' });
});
