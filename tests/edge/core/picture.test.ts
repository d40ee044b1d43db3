import { randomBytes } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import sharp from 'sharp';
import { LEAST_SHARE, QUALITIES, WANTED_BYTES } from '../../../edge/core/drawing-settings.ts';
import { encodeWithinLimits as encodeSeeing, MAX_PICTURE_BYTES } from '../../../edge/core/picture.ts';
import { projectPath } from '../../../project-path.ts';

/** A page that shows nothing must not make a difference where the picture speaks for itself. */
const encodeWithinLimits = (encode: (quality: number) => Promise<Uint8Array>, [characters, letters] = [0, 0]) =>
  encodeSeeing(encode, async () => ({ characters, letters }));

describe('a picture', () => {
  const noise = sharp(randomBytes(1200 * 630 * 3), { raw: { width: 1200, height: 630, channels: 3 } });
  const encodeNoise = (quality: number) => noise.clone().jpeg({ quality }).toBuffer();

  test('keeps the first quality when it is small enough', async () => {
    const card = await sharp(projectPath('edge/fallback.jpg')).toBuffer();
    expect(await encodeWithinLimits(async () => card)).toEqual({ jpeg: card, quality: 85 });
  });

  test('steps down in quality until it is below 300 kB', async () => {
    const { jpeg, quality } = await encodeWithinLimits(encodeNoise);
    expect(quality).toBeLessThan(85);
    expect(jpeg.length).toBeLessThanOrEqual(WANTED_BYTES);
  });

  test('has the best quality that fits, and skips those that cannot', async () => {
    for (const blur of [0.3, 0.5, 0.8]) {
      const tried: number[] = [];
      const encode = (quality: number) => noise.clone().blur(blur).jpeg({ quality }).toBuffer();
      const { quality } = await encodeWithinLimits((quality) => {
        tried.push(quality);
        return encode(quality);
      });
      const sizes = await Promise.all(QUALITIES.map(async (each) => ({ each, bytes: (await encode(each)).length })));
      expect(quality).toBe(sizes.find(({ bytes }) => bytes <= WANTED_BYTES)?.each);
      expect(tried.length).toBeLessThanOrEqual(3);
    }
  });

  test('is kept below 300 kB, but at the lowest quality as long as an answer can hold it', async () => {
    const encodeTo = (bytesOf: (quality: number) => number) => encodeWithinLimits(async (quality) => jpegOf(bytesOf(quality)));
    expect(await encodeTo(() => WANTED_BYTES)).toMatchObject({ quality: 85 });
    expect(await encodeTo((quality) => WANTED_BYTES + Number(quality > 75))).toMatchObject({ quality: 75 });
    const lowest = Math.min(...QUALITIES);
    expect(await encodeTo(() => MAX_PICTURE_BYTES)).toMatchObject({ quality: lowest });
    await expect(encodeTo(() => MAX_PICTURE_BYTES + 1)).rejects.toMatchObject({
      code: 'too_large',
      message: 'The picture has 750001 bytes at the lowest quality, more than 750000.',
    });
  });

  test('is tried at each quality at which it may just fit, and at the lowest when at none', async () => {
    const triedAt = async (bytesAtFirst: number) => {
      const tried: number[] = [];
      await encodeWithinLimits(async (quality) => {
        tried.push(quality);
        return jpegOf(tried.length === 1 ? bytesAtFirst : WANTED_BYTES);
      });
      return tried;
    };
    expect(LEAST_SHARE[25]).toBe(0.23); // 1,200,000 bytes leave 276,000
    expect(await triedAt(WANTED_BYTES + 1)).toEqual([85, 75]);
    expect(await triedAt(WANTED_BYTES / LEAST_SHARE[35])).toEqual([85, 35]);
    expect(await triedAt(1_200_000)).toEqual([85, 25]);
    expect(await triedAt(2_000_000)).toEqual([85, 25]);
  });

  test('is refused when it is of one colour, whichever and whatever the page says of itself', async () => {
    for (const background of ['white', 'black', '#0a7', '#808080']) {
      const blank = sharp({ create: { width: 1200, height: 630, channels: 3, background } });
      for (const options of [{}, { optimiseCoding: false }]) {
        const encode = (quality: number) =>
          blank
            .clone()
            .jpeg({ quality, ...options })
            .toBuffer();
        await expect(encodeWithinLimits(encode, [12, 10])).rejects.toMatchObject({ message: 'The picture is blank.' });
      }
    }
  });

  describe('with hardly anything on it', () => {
    const dash = { input: Buffer.from('<svg width="200" height="12"><rect width="200" height="12" fill="white"/></svg>') };
    const sparse = sharp({ create: { width: 1200, height: 630, channels: 3, background: '#0e1116' } }).composite([dash]);
    const encodeSparse = async (quality: number) =>
      sharp(await sparse.clone().png().toBuffer())
        .jpeg({ quality })
        .toBuffer();

    test.each([
      ['a dash', [1, 0]],
      ['a dash and a letter', [2, 1]],
      ['as many letters as so few bytes may show', [20, 20]],
      ['any number of dashes', [140, 0]],
    ] as const)('is kept where the page shows %s', async (_, [characters, letters]) => {
      expect(await encodeWithinLimits(encodeSparse, [characters, letters])).toMatchObject({ quality: 85 });
    });

    test.each([
      ['nothing', [0, 0]],
      ['a text of which hardly anything is on the picture', [25, 21]],
    ] as const)('is refused where the page shows %s', async (_, [characters, letters]) => {
      await expect(encodeWithinLimits(encodeSparse, [characters, letters])).rejects.toMatchObject({
        code: 'bad_picture',
        message: 'The picture is blank.',
      });
    });
  });

  test('is looked at for blankness only when it is small, and the page is asked only when it looks blank', async () => {
    const encodeAsIs = (jpeg: Uint8Array) =>
      encodeSeeing(
        async () => jpeg,
        () => Promise.reject(new Error('asked')),
      );
    const uniform = (bytes: number) => jpegOf(bytes, Buffer.alloc(bytes));
    await expect(encodeAsIs(uniform(20_000))).rejects.toThrow('asked');
    expect(await encodeAsIs(uniform(20_001))).toMatchObject({ quality: 85 });
    expect(await encodeAsIs(jpegOf(5000))).toMatchObject({ quality: 85 });
  });

  test.each([
    ['first', 0],
    ['second', 1],
    ['last but one', -2],
    ['last', -1],
  ])('is refused when its %s byte is another', async (_, at) => {
    const broken = jpegOf(50_000);
    broken.writeUInt8(0, (at + broken.length) % broken.length);
    await expect(encodeWithinLimits(async () => broken)).rejects.toMatchObject({
      code: 'bad_picture',
      message: 'The browser gave no whole JPEG.',
    });
  });

  test('is refused when it was cut off', async () => {
    await expect(encodeWithinLimits(async (quality) => (await encodeNoise(quality)).subarray(0, 5000))).rejects.toMatchObject({
      message: 'The browser gave no whole JPEG.',
    });
  });
});

/** So many bytes with a JPEG's first and last two: what is between is looked at only where a picture may be blank. */
function jpegOf(bytes: number, content: Buffer = randomBytes(bytes)): Buffer {
  return Buffer.concat([Buffer.from([0xff, 0xd8]), content.subarray(4), Buffer.from([0xff, 0xd9])]);
}
