import { pathToFileURL } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import sharp, { type Sharp } from 'sharp';
import { decodeHeicFile } from '../../../../cloud/photos/adapters/decode-heic-file.ts';
import { createHeicDecoder } from '../../../../cloud/photos/adapters/heic.ts';
import { createPictures } from '../../../../cloud/photos/adapters/sharp-pictures.ts';
import type { Pixels } from '../../../../cloud/photos/ports.ts';
import { createDeadline } from '../../../../edge/core/deadline.ts';
import { projectPath } from '../../../../project-path.ts';
import { type HeicParts, heicFile, heicOfParts, TILE } from '../../../photos/heic-of-parts.ts';
import { astronautHead, decoded, difference, pictures, pixelsOf } from '../../../photos/test-pictures.ts';

/** HEVC at this quality differs so much from its source; one that is turned, or in another colour space, by more. */
const MAX_DIFFERENCE = 5;

const original = await pixelsOf(astronautHead());
const plain = await decoded(heicFile('plain'));

function turned(pixels: Pixels, change: (picture: Sharp) => Sharp): Promise<Pixels> {
  const { data, width, height } = pixels;
  return pixelsOf(change(sharp(data, { raw: { width, height, channels: 3 } })));
}

test.each(['plain', 'display-p3', 'ten-bits'] as const)('%s.heic shows what it was made of, in sRGB', async (name) => {
  expect(difference(await decoded(heicFile(name)), original)).toBeLessThan(MAX_DIFFERENCE);
});

test('what is transparent stands on white', async () => {
  const onWhite = await pixelsOf(sharp(await astronautHead().ensureAlpha(0.5).png().toBuffer()).flatten({ background: '#fff' }));
  expect(difference(await decoded(heicFile('transparent')), onWhite)).toBeLessThan(MAX_DIFFERENCE);
});

test('with alpha less pixels are allowed', async () => {
  const limits = { libraryFolder: projectPath('node_modules/libheif-js/libheif-wasm'), maxPixels: 1e6, maxDeepPixels: 100 };
  const answerTo = (name: 'plain' | 'transparent') => decodeHeicFile({ source: Uint8Array.from(heicFile(name)), ...limits });
  expect(await answerTo('transparent')).toEqual({ width: expect.any(Number), height: expect.any(Number), maxPixels: 100 });
  expect(await answerTo('plain')).toHaveProperty('data');
});

test('Display P3 by its number looks as it does by an ICC profile', async () => {
  const byNumber = await decoded(heicOfParts({ primaries: 12 }));
  const png = await astronautHead().png().toBuffer();
  const { icc } = await sharp(await sharp(png).withIccProfile('p3').png().toBuffer()).metadata();
  expect(icc?.length).toBeGreaterThan(0);
  expect(difference(byNumber, plain)).toBeGreaterThan(1);
  // Red is the colour that P3 has more of.
  const mean = ({ data }: Pixels) => data.filter((_, at) => at % 3 === 0).reduce((sum, level) => sum + level, 0);
  expect(mean(byNumber)).toBeGreaterThan(mean(plain));
});

describe('the tiles of phones', () => {
  test('a grid is one picture', async () => {
    const { width, height } = await decoded(heicOfParts({ columns: 2, rows: 3 }));
    expect({ width, height }).toEqual({ width: 2 * TILE.width, height: 3 * TILE.height });
  });

  const TURNS: readonly (readonly [string, HeicParts, (picture: Sharp) => Sharp])[] = [
    ['a quarter turn', { turns: 1 }, (picture) => picture.rotate(270)],
    ['a half turn', { turns: 2 }, (picture) => picture.rotate(180)],
    ['three quarter turns', { turns: 3 }, (picture) => picture.rotate(90)],
    ['a mirror', { mirror: 1 }, (picture) => picture.flop()],
    ['a mirror upside down', { mirror: 0 }, (picture) => picture.flip()],
  ];
  test.each(TURNS)('%s is applied once', async (_, parts, change) => {
    expect(difference(await decoded(heicOfParts(parts)), await turned(plain, change))).toBeLessThan(0.01);
  });
});

describe('refuses', () => {
  const BROKEN: Readonly<Record<string, readonly [file: Buffer, code: string]>> = {
    'a grid that is made of itself': [heicOfParts({ columns: 2, nested: -1 }), 'damaged'],
    'grids in grids': [heicOfParts({ nested: 200 }), 'damaged'],
    'a size that no camera has': [heicOfParts({ size: { width: 60_000, height: 60_000 } }), 'too_many_pixels'],
    'half a file': [heicFile('plain').subarray(0, 2400), 'damaged'],
    'a file without its last bytes': [heicFile('plain').subarray(0, -40), 'damaged'],
    'a header alone': [heicFile('plain').subarray(0, 24), 'damaged'],
    'a size below the smallest': [heicOfParts({ size: { width: 256, height: 150 } }), 'too_small'],
  };
  test.each(Object.entries(BROKEN))('%s', async (_, [file, code]) => {
    await expect(decoded(file)).rejects.toMatchObject({ name: 'PhotoError', code });
  });

  test('HEIC where it is switched off, and says what to send', async () => {
    const withoutHeic = createPictures({});
    const refused = withoutHeic.decode(heicFile('plain'), createDeadline(5000));
    await expect(refused).rejects.toMatchObject({ code: 'unsupported', message: expect.stringMatching(/HEIC.*JPEG/) });
  });
});

test('a library that is not there is our failure, not that of the file', async () => {
  const script = pathToFileURL(projectPath('cloud/heic-worker.ts'));
  const decode = createHeicDecoder({ script, libraryFolder: projectPath('no-such-folder') });
  const failed = decode(heicFile('plain'), 2400, createDeadline(20_000));
  await expect(failed).rejects.not.toHaveProperty('name', 'PhotoError');
});

test('a file that needs more memory than it may have is damaged, and the next one is decoded', async () => {
  const script = pathToFileURL(projectPath('cloud/heic-worker.ts'));
  const libraryFolder = projectPath('node_modules/libheif-js/libheif-wasm');
  const decode = createHeicDecoder({ script, libraryFolder, maxMemoryBytes: 40_000_000 });
  const large = decode(heicOfParts({ columns: 20, rows: 20 }), 2400, createDeadline(20_000));
  await expect(large).rejects.toMatchObject({ name: 'PhotoError', code: 'damaged' });
  expect(await decode(heicFile('plain'), 2400, createDeadline(20_000))).toEqual(plain);
});

test('a thread that has no time left is ended, and the next file is decoded', async () => {
  await expect(pictures.decode(heicFile('plain'), createDeadline(1))).rejects.toMatchObject({ code: 'out_of_time' });
  expect(await decoded(heicFile('plain'))).toEqual(plain);
});
