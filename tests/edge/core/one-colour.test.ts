import { describe, expect, test } from '@jest/globals';

import sharp from 'sharp';
import { isOfOneColour } from '../../../edge/core/one-colour.ts';
import { fc } from '../../support/fast-check.ts';

const plain = (background: string) => sharp({ create: { width: 1200, height: 630, channels: 3, background } });
const withDot = async (size: number, left: number, top: number) => {
  const dot = { create: { width: size, height: size, channels: 3, background: '#fff' } } as const;
  return sharp(
    await plain('#0e1116')
      .composite([{ input: dot, left, top }])
      .png()
      .toBuffer(),
  );
};

describe('a JPEG of one colour', () => {
  test.each([
    ['with tables of its own', {}],
    ['with the standard’s tables', { optimiseCoding: false }],
    ['with whole colour', { chromaSubsampling: '4:4:4' }],
    ['with both', { optimiseCoding: false, chromaSubsampling: '4:4:4' }],
  ])('is seen %s, in any colour and quality', async (_, options) => {
    for (const background of ['#fff', '#000', '#f00', '#0a7', '#808080', '#123456']) {
      for (const quality of [85, 55, 25]) {
        expect([
          background,
          isOfOneColour(
            await plain(background)
              .jpeg({ quality, ...options })
              .toBuffer(),
          ),
        ]).toEqual([background, true]);
      }
    }
  });

  test('is none with anything on it: in a corner, in the middle, of a few pixels or of many', async () => {
    for (const [size, left, top] of [
      [3, 0, 0],
      [4, 600, 315],
      [16, 592, 304],
      [8, 1192, 622],
      [200, 500, 200],
    ] as const) {
      for (const options of [{}, { optimiseCoding: false }]) {
        const jpeg = await (await withDot(size, left, top)).jpeg({ quality: 85, ...options }).toBuffer();
        expect([size, left, top, isOfOneColour(jpeg)]).toEqual([size, left, top, false]);
      }
    }
  });

  test('is not what cannot be read', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => typeof isOfOneColour(bytes) === 'boolean'));
    expect(isOfOneColour(Uint8Array.of(0xff, 0xd8, 0, 0, 0, 0xff, 0xd9))).toBe(false);
  });
});
