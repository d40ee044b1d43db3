// Whatever numbers describe a picture's colours, it has ordinary brightness and its own colours.
import { describe, expect, test } from '@jest/globals';
import sharp from 'sharp';
import { pngChunk } from '../../../../cloud/photos/adapters/colour-profile.ts';
import { codedColours, toSrgb } from '../../../../cloud/photos/adapters/to-srgb.ts';
import { avifByNumbers, linearPng, type Numbers, pngByNumbers, pngWithChunks } from '../../../photos/coded-colours.ts';
import { heicOfParts } from '../../../photos/heic-of-parts.ts';
import { astronautHead, decoded, difference, pixelsOf } from '../../../photos/test-pictures.ts';

const original = await pixelsOf(astronautHead());
/** The very brightest is made a little darker, and 12 bits are fewer than 16. */
const MAX_DIFFERENCE = 3;

const KINDS: Readonly<Record<string, Numbers>> = {
  'HDR by PQ (BT.2100)': { primaries: 9, transfer: 16 },
  'HDR by HLG': { primaries: 9, transfer: 18 },
  'PQ in Display P3': { primaries: 12, transfer: 16 },
  'BT.2020 of ordinary brightness': { primaries: 9, transfer: 13 },
  'Display P3': { primaries: 12, transfer: 13 },
  'linear light': { primaries: 1, transfer: 8 },
  sRGB: { primaries: 1, transfer: 13 },
};

describe.each(Object.entries(KINDS))('%s', (_, numbers) => {
  test('in an AVIF looks right', async () => {
    expect(difference(await decoded(await avifByNumbers(numbers)), original)).toBeLessThan(MAX_DIFFERENCE);
  });

  test('in a PNG looks right', async () => {
    expect(difference(await decoded(await pngByNumbers(numbers)), original)).toBeLessThan(MAX_DIFFERENCE);
  });

  test('in a HEIC is read as in the others', async () => {
    const { primaries, transfer } = numbers;
    const [file, plain] = [await decoded(heicOfParts({ primaries, transfer })), await decoded(heicOfParts())];
    const colours = codedColours(primaries, transfer);
    expect(file.data).toEqual(colours ? toSrgb(plain.data, colours) : plain.data);
  });
});

test('the numbers of another item, such as a map of brightness, are not the picture’s', async () => {
  const numbers = { primaries: 9, transfer: 16 } as const;
  const [own, foreign] = [
    await decoded(await avifByNumbers(numbers)),
    await decoded(await avifByNumbers(numbers, 'another item')),
  ];
  expect(difference(own, original)).toBeLessThan(MAX_DIFFERENCE);
  // Its levels as they are, which for these is pale.
  expect(difference(foreign, original)).toBeGreaterThan(20);
});

test('an ICC profile comes before numbers', async () => {
  const png = await astronautHead().withIccProfile('p3').png().toBuffer();
  const both = pngWithChunks(png, pngChunk('cICP', Buffer.from([9, 16, 0, 1])));
  expect(difference(await decoded(both), original)).toBeLessThan(1);
});

describe('a PNG with gAMA', () => {
  test('of linear light looks right', async () => {
    expect(difference(await decoded(await linearPng()), original)).toBeLessThan(MAX_DIFFERENCE);
  });

  test('of 16 bit grey looks right', async () => {
    const grey = await sharp(await linearPng())
      .greyscale()
      .toColourspace('grey16')
      .png()
      .toBuffer();
    const gama = pngChunk('gAMA', Buffer.from([0, 1, 0x86, 0xa0]));
    const [bright, dark] = [await decoded(pngWithChunks(grey, gama)), await decoded(grey)];
    const meanOf = ({ data }: { data: Uint8Array }) => data.reduce((sum, level) => sum + level, 0) / data.length;
    expect(meanOf(bright)).toBeGreaterThan(meanOf(dark) + 20);
  });

  test.each([0, 45_455, 45_000])('of %i is left as it is', async (gamma) => {
    const value = Buffer.alloc(4);
    value.writeUInt32BE(gamma);
    const png = await astronautHead().png().toBuffer();
    expect(await decoded(pngWithChunks(png, pngChunk('gAMA', value)))).toEqual(await decoded(png));
  });

  test('that says it is sRGB is left as it is', async () => {
    const png = await astronautHead().png().toBuffer();
    const chunks = [pngChunk('gAMA', Buffer.from([0, 1, 0x86, 0xa0])), pngChunk('sRGB', Buffer.from([0]))];
    expect(await decoded(pngWithChunks(png, ...chunks))).toEqual(await decoded(png));
  });
});
