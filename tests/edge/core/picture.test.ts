import { randomBytes } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import sharp from 'sharp';
import { QUALITIES, WANTED_BYTES } from '../../../edge/core/drawing-settings.ts';
import { encodeWithinLimits, MAX_PICTURE_BYTES } from '../../../edge/core/picture.ts';

describe('a picture', () => {
  const noise = sharp(randomBytes(1200 * 630 * 3), { raw: { width: 1200, height: 630, channels: 3 } });
  const encodeNoise = (quality: number) => noise.clone().jpeg({ quality }).toBuffer();

  test('keeps the first quality when it is small enough', async () => {
    const card = await sharp(new URL('../../../edge/fallback.jpg', import.meta.url).pathname).toBuffer();
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

  test('is refused when even the lowest quality passes the limit of an answer', async () => {
    const huge = Buffer.concat([Buffer.from([0xff, 0xd8]), randomBytes(MAX_PICTURE_BYTES), Buffer.from([0xff, 0xd9])]);
    await expect(encodeWithinLimits(async () => huge)).rejects.toMatchObject({ code: 'too_large' });
  });

  test('is refused when it is blank, in any colour', async () => {
    for (const background of ['white', 'black', '#0a7', '#808080']) {
      const blank = sharp({ create: { width: 1200, height: 630, channels: 3, background } });
      const encode = (quality: number) => blank.clone().jpeg({ quality }).toBuffer();
      await expect(encodeWithinLimits(encode)).rejects.toMatchObject({ message: 'The picture is blank.' });
    }
  });

  test('is refused when it was cut off', async () => {
    await expect(encodeWithinLimits(async (quality) => (await encodeNoise(quality)).subarray(0, 5000))).rejects.toMatchObject({
      message: 'The browser gave no whole JPEG.',
    });
  });
});
