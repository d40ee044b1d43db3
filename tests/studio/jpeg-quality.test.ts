import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import sharp from 'sharp';
import { QUALITIES } from '../../edge/core/drawing-settings.ts';
import { qualityOf } from '../../local/studio/jpeg-quality.ts';
import { fc } from '../support/fast-check.ts';

const picture = sharp({ create: { width: 32, height: 32, channels: 3, background: '#c04020' } });

test.each(QUALITIES)('knows a JPEG of quality %d by its table', async (quality) => {
  expect(qualityOf(await picture.clone().jpeg({ quality }).toBuffer())).toBe(quality);
});

test('knows the quality of a picture that our own browser encoded', async () => {
  expect(qualityOf(await readFile(join(import.meta.dirname, '../golden/score-classic.jpg')))).toBe(85);
});

test.each([84, 100, 1])('knows nothing of quality %d, at which no card is encoded', async (quality) => {
  expect(qualityOf(await picture.clone().jpeg({ quality }).toBuffer())).toBeUndefined();
});

test('knows nothing of what is not JPEG, and ends', async () => {
  const jpeg = await picture.clone().jpeg({ quality: 85 }).toBuffer();
  for (const cut of [0, 1, 3, 5, 20, 60]) expect(qualityOf(jpeg.subarray(0, cut))).toBeUndefined();
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      qualityOf(Uint8Array.from([0xff, 0xd8, 0xff, ...bytes]));
    }),
  );
});
