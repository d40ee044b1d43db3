// Whatever a camera or an editor writes, the photo looks as a viewer shows it.
import { describe, expect, test } from '@jest/globals';
import sharp, { type Sharp } from 'sharp';
import { plannedVariants } from '../../../../cloud/photos/variants.ts';
import { segmentsOf, withSegments } from '../../../photos/hostile/jpeg-segments.ts';
import { astronautHead, decoded, difference, pictures, pixelsOf } from '../../../photos/test-pictures.ts';
import { avifOfTiles } from '../../../support/avif-of-tiles.ts';
import { heldAs, type TurnedType, WHOLE_FILES } from '../../../support/image-files.ts';

/** Of an 8-bit picture that a lossy encoder and a change of colour space went over. */
const MAX_DIFFERENCE = 3;

const original = await pixelsOf(astronautHead());
const png = await astronautHead().png().toBuffer();
const grey = await pixelsOf(sharp(await astronautHead().greyscale().png().toBuffer()).toColourspace('srgb'));
const onWhite = await pixelsOf(sharp(await sharp(png).ensureAlpha(0.5).png().toBuffer()).flatten({ background: '#fff' }));

const KINDS: Readonly<Record<string, readonly [make: () => Sharp, looks: typeof original]>> = {
  'JPEG in Display P3': [() => sharp(png).withIccProfile('p3').jpeg({ quality: 95 }), original],
  'PNG in Display P3': [() => sharp(png).withIccProfile('p3').png(), original],
  'WebP in Display P3': [() => sharp(png).withIccProfile('p3').webp({ quality: 95 }), original],
  'AVIF in Display P3': [() => sharp(png).withIccProfile('p3').avif({ quality: 90, effort: 0 }), original],
  'PNG of 16 bits': [() => sharp(png).toColourspace('rgb16').png(), original],
  'PNG of 16 bits in Display P3': [() => sharp(png).toColourspace('rgb16').withIccProfile('p3').png(), original],
  'grey JPEG': [() => sharp(png).greyscale().jpeg({ quality: 95 }), grey],
  'grey PNG': [() => sharp(png).greyscale().png(), grey],
  'PNG with a palette': [() => sharp(png).png({ palette: true }), original],
  'PNG, half transparent': [() => sharp(png).ensureAlpha(0.5).png(), onWhite],
  'WebP, half transparent': [() => sharp(png).ensureAlpha(0.5).webp({ lossless: true, effort: 0 }), onWhite],
  'AVIF, half transparent': [() => sharp(png).ensureAlpha(0.5).avif({ quality: 90, effort: 0 }), onWhite],
  'progressive JPEG': [() => sharp(png).jpeg({ quality: 95, progressive: true }), original],
  'interlaced PNG': [() => sharp(png).png({ progressive: true }), original],
};

test.each(Object.entries(KINDS))('%s looks right', async (_, [make, looks]) => {
  expect(difference(await decoded(await make().toBuffer()), looks)).toBeLessThan(MAX_DIFFERENCE);
});

test('CMYK without a profile looks as near as its inks allow', async () => {
  const cmyk = await sharp(png).toColourspace('cmyk').jpeg({ quality: 95 }).toBuffer();
  expect(difference(await decoded(cmyk), original)).toBeLessThan(12);
});

test.each(['gif', 'webp'] as const)('of an animated %s, it is the first picture', async (type) => {
  const second = await astronautHead().negate().png().toBuffer();
  const frames = sharp([png, second], { join: { animated: true } });
  const bytes = await (type === 'gif' ? frames.gif() : frames.webp({ lossless: true, effort: 0 })).toBuffer();
  expect(difference(await decoded(bytes), original)).toBeLessThan(8);
});

describe('held in each of eight ways, it is one picture', () => {
  const TYPES: readonly TurnedType[] = ['jpeg', 'png', 'png with its EXIF last', 'webp', 'avif'];
  test.each(TYPES)('%s', async (type) => {
    for (const orientation of [1, 2, 3, 4, 5, 6, 7, 8]) {
      const pixels = await decoded(await heldAs(orientation, type, astronautHead()));
      expect({ orientation, isSame: difference(pixels, original) < 4 }).toEqual({ orientation, isSame: true });
    }
  });
});

test('an AVIF that is turned by its boxes, and by EXIF in addition, is turned once', async () => {
  const { data, width, height } = original;
  const stored = await sharp(data, { raw: { width, height, channels: 3 } })
    .rotate(270)
    .png()
    .toBuffer();
  const avif = await sharp(stored).withMetadata({ orientation: 6 }).avif({ lossless: true, effort: 0 }).toBuffer();
  expect([avif.includes('irot'), avif.includes(Buffer.from('12010300010000000600', 'hex'))]).toEqual([true, true]);
  expect(difference(await decoded(avif), original)).toBeLessThan(MAX_DIFFERENCE);
});

describe('files as people have them', () => {
  test.each(Object.keys(WHOLE_FILES).filter((name) => name.includes('JPEG') || name.includes('after its end')))(
    '%s is refused for its size alone',
    async (name) => {
      await expect(decoded((await WHOLE_FILES[name]?.()) ?? Buffer.alloc(0))).rejects.toMatchObject({ code: 'too_small' });
    },
  );

  test('an AVIF of tiles is one picture', async () => {
    const { width, height } = await decoded(await avifOfTiles(256));
    expect({ width, height }).toEqual({ width: 512, height: 256 });
  });

  test('a large photo has the size of a master, a small one its own', async () => {
    const large = await decoded(await sharp(png).resize(3000, 2000).jpeg().toBuffer());
    expect([large.width, large.height]).toEqual([2400, 1600]);
    expect([original.width, original.height]).toEqual([256, 208]);
  });
});

test('no variant has anything but pixels: no EXIF, GPS, XMP, IPTC, profile, thumbnail or comment', async () => {
  const jpeg = await sharp(png)
    .withIccProfile('p3')
    .withExif({ IFD0: { Copyright: 'me', Orientation: '6' }, IFD3: { GPSLatitude: '52/1 30/1 0/1', GPSLatitudeRef: 'N' } })
    .jpeg()
    .toBuffer();
  const iptc = Buffer.from('Photoshop 3.0\x008BIM\x04\x04\0\0\0\0\0\x08secret!!', 'latin1');
  const xmp = Buffer.from('http://ns.adobe.com/xap/1.0/\0<x:xmpmeta>secret</x:xmpmeta>', 'latin1');
  const source = withSegments(jpeg, [
    [0xe1, xmp],
    [0xed, iptc],
    [0xfe, Buffer.from('secret')],
  ]);
  const before = await sharp(source).metadata();
  expect([before.exif, before.xmp, before.iptc, before.icc].every((block) => block !== undefined)).toBe(true);
  const pixels = await decoded(source);
  const focus = { width: pixels.width, height: pixels.height, heads: [], objects: [] };
  for (const planned of plannedVariants(pixels, focus)) {
    const variant = Buffer.from(await pictures.jpegOf(pixels, planned));
    const { exif, xmp: xmpOfIt, iptc: iptcOfIt, icc, isProgressive, orientation } = await sharp(variant).metadata();
    expect({ exif, xmpOfIt, iptcOfIt, icc, orientation, isProgressive }).toEqual({ isProgressive: true });
    expect(
      segmentsOf(variant)
        .filter(([marker]) => marker > 0xe0 && marker !== 0xfe)
        .map(([marker]) => marker),
    ).toEqual([]);
    expect(segmentsOf(variant).some(([marker]) => marker === 0xfe)).toBe(false);
    expect(variant.includes('secret')).toBe(false);
  }
  const master = Buffer.from(await pictures.masterOf(pixels));
  expect(['EXIF', 'XMP ', 'ICCP'].filter((chunk) => master.includes(chunk))).toEqual([]);
});
