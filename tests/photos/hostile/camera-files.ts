// Pictures as cameras, phones and editors write them, with more around the pixels than pixels: none of it may cost much, or hurt.
import { deflateSync } from 'node:zlib';
import sharp from 'sharp';
import { pngChunk } from '../../../cloud/photos/adapters/colour-profile.ts';
import { box, u8 } from '../../support/heif-boxes.ts';
import { heicOfParts } from '../heic-of-parts.ts';
import type { HostileFile } from '../hostile-files.ts';
import { photo, WRITERS } from './broken.ts';
import { withSegments } from './jpeg-segments.ts';

/** Of cjpeg -arithmetic (libjpeg-turbo 2.1.5), which sharp cannot write: 220 × 220 pixels. */
const ARITHMETIC_JPEG =
  '/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDABsSFBcUERsXFhceHBsgKEIrKCUlKFE6PTBCYFVlZF9VXVtqeJmBanGQc1tdhbWGkJ6jq62rZ4C8ybqmx5moq6T/yQALCADcANwBAREA/8wABgAQEAX/2gAIAQEAAD8A0ldRPOf+9saKPNfwAEcPjZdA3VS2QCglbAAclosADAkhgAdMCgAHSCvYA5xkawGGzMACUo8sAh8VYAKWYygB1RaABGvoUAPWewAHifqgB/IEwAaAcgAPS5mAC3Iy0A7Ut8AE60AADJiYAB/Q4AAgLsoAIlOlbA+KUOc5yv/Z';

const shown = (make: HostileFile['make']): HostileFile => ({ ends: 'photo', make });
const damaged = (make: HostileFile['make']): HostileFile => ({ ends: 'damaged', make });
const latin1 = (text: string) => Buffer.from(text, 'latin1');

const jpegWith = async (...segments: readonly (readonly [marker: number, body: Buffer])[]) =>
  withSegments(await photo().jpeg().toBuffer(), segments);

/** Another way of coding by the header alone: no tool here writes them, and no viewer opens them. */
const jpegOfKind = (marker: number, bits = 8) =>
  damaged(async () => {
    const jpeg = await photo().jpeg().toBuffer();
    const frame = jpeg.indexOf('ffc0', 'hex');
    jpeg.set([marker], frame + 1);
    jpeg.set([bits], frame + 4);
    return jpeg;
  });

const exif = (entry: string) => Buffer.concat([latin1('Exif\0\0'), Buffer.from(`4d4d002a000000080001${entry}00000000`, 'hex')]);

/** In as many segments as it takes. */
function profileSegments(profile: Buffer): readonly (readonly [number, Buffer])[] {
  const count = Math.ceil(profile.length / 65_000);
  return Array.from({ length: count }, (_, index) => {
    const part = profile.subarray(index * 65_000, (index + 1) * 65_000);
    return [0xe2, Buffer.concat([latin1('ICC_PROFILE\0'), u8(index + 1, count), part])] as const;
  });
}

const jpegWithProfile = (change: (profile: Buffer) => Buffer, of: 'p3' | 'cmyk' = 'p3') =>
  shown(async () => {
    const inIt = photo()
      .toColourspace(of === 'p3' ? 'srgb' : 'cmyk')
      .withIccProfile(of);
    const { icc = Buffer.alloc(0) } = await sharp(await inIt.jpeg().toBuffer()).metadata();
    return jpegWith(...profileSegments(change(Buffer.from(icc))));
  });
const called = (space: string) => (profile: Buffer) =>
  Buffer.concat([profile.subarray(0, 16), latin1(space), profile.subarray(20)]);

const pngWith = async (...chunks: readonly Buffer[]) => {
  const png = await photo().png().toBuffer();
  return Buffer.concat([png.subarray(0, 33), ...chunks, png.subarray(33)]);
};
const textOf = (bytes: number) => Buffer.concat([latin1('x\0\0'), deflateSync(Buffer.alloc(bytes))]);

/** An AVIF or HEIC by another first brand. */
const branded = (file: Buffer, brand: string) => Buffer.concat([file.subarray(0, 8), latin1(brand), file.subarray(12)]);

export const CAMERA_FILES: Readonly<Record<string, HostileFile>> = {
  'a JPEG with 5 MB of EXIF': shown(() =>
    jpegWith(...Array.from({ length: 80 }, () => [0xe1, exif('ab'.repeat(32_000))] as const)),
  ),
  'a JPEG with 5 MB of notes of its camera': shown(() =>
    jpegWith(...Array.from({ length: 80 }, (_, index) => [0xe0 + (index % 16), Buffer.alloc(65_000, index)] as const)),
  ),
  'a JPEG whose XMP names people in regions': shown(() =>
    jpegWith([
      0xe1,
      latin1(
        'http://ns.adobe.com/xap/1.0/\0<x:xmpmeta><mwg-rs:Regions><rdf:li mwg-rs:Name="Ada" mwg-rs:Type="Face"/></mwg-rs:Regions></x:xmpmeta>',
      ),
    ]),
  ),
  'an MPO of two pictures': shown(async () => {
    const first = await jpegWith([0xe2, latin1('MPF\0MM\0*\0\0\0\x08\0\x01\xb0\x01\0\x04\0\0\0\x01\0\0\0\x02\0\0\0\0')]);
    return Buffer.concat([first, await photo(320, 240).jpeg().toBuffer()]);
  }),
  'a photo with a video of 6 MB behind it': shown(async () =>
    Buffer.concat([
      await jpegWith(),
      box('ftyp', latin1('mp42'), u8(0, 0, 0, 0), latin1('mp42isom')),
      box('mdat', Buffer.alloc(6e6, 7)),
    ]),
  ),
  'a JPEG of arithmetic coding': shown(() => Buffer.from(ARITHMETIC_JPEG, 'base64')),
  'a JPEG of 12 bits': jpegOfKind(0xc1, 12),
  'a JPEG without losses': jpegOfKind(0xc3),
  'a JPEG in layers': jpegOfKind(0xc5),
  'a JPEG whose height comes last': damaged(async () => {
    const jpeg = await jpegWith();
    jpeg.writeUInt16BE(0, jpeg.indexOf('ffc0', 'hex') + 5);
    return jpeg;
  }),
  'a JPEG with an orientation of 0': shown(() => jpegWith([0xe1, exif('011200030000000100000000')])),
  'a JPEG with an orientation of 9': shown(() => jpegWith([0xe1, exif('011200030000000100090000')])),
  'a JPEG with an orientation as text': shown(() => jpegWith([0xe1, exif('011200020000000236000000')])),
  'a JPEG with a profile for inks': jpegWithProfile((profile) => profile, 'cmyk'),
  'a JPEG with a profile for Lab': jpegWithProfile(called('Lab ')),
  'a JPEG with a profile for grey': jpegWithProfile(called('GRAY')),
  'a JPEG with a third of a profile': jpegWithProfile((profile) => profile.subarray(0, profile.length / 3)),
  'a JPEG with a profile of 8 MB': jpegWithProfile((profile) => Buffer.concat([profile, Buffer.alloc(8e6)])),
  'a JPEG whose marker of Adobe is too short': shown(() => jpegWith([0xee, latin1('Adobe')])),
  'a PNG that moves (APNG)': shown(() => pngWith(pngChunk('acTL', u8(0, 0, 0, 1, 0, 0, 0, 0)))),
  'a PNG of an iPhone’s program': damaged(() => pngWith(pngChunk('CgBI', u8(0x50, 0, 0x20, 6)))),
  'a PNG with an international text of 200 MB': shown(() =>
    pngWith(pngChunk('iTXt', Buffer.concat([latin1('x\0\x01\0\0\0'), deflateSync(Buffer.alloc(2e8))]))),
  ),
  'a PNG with 300 texts of 10 MB': shown(() => {
    const text = pngChunk('zTXt', textOf(1e7));
    return pngWith(...Array.from({ length: 300 }, () => text));
  }),
  'a PNG in inks by its profile': shown(async () => {
    const { icc = Buffer.alloc(0) } = await sharp(
      await photo().toColourspace('cmyk').withIccProfile('cmyk').jpeg().toBuffer(),
    ).metadata();
    return pngWith(pngChunk('iCCP', Buffer.concat([latin1('x\0\0'), deflateSync(icc)])));
  }),
  'a GIF without pictures': damaged(() =>
    Buffer.concat([Buffer.from('47494638396140014001f70000', 'hex'), Buffer.alloc(768), u8(0x3b)]),
  ),
  'a GIF with 20,000 comments': shown(async () => {
    const gif = (await WRITERS['GIF']?.()) ?? Buffer.alloc(0);
    const comments = Buffer.concat(Array.from({ length: 20_000 }, () => Buffer.from('21fe05aaaaaaaaaa00', 'hex')));
    return Buffer.concat([gif.subarray(0, -1), comments, gif.subarray(-1)]);
  }),
  'an AVIF of several pictures': shown(async () => branded(await photo().avif({ effort: 0 }).toBuffer(), 'avis')),
  'an AVIF by the brand of all': shown(async () => branded(await photo().avif({ effort: 0 }).toBuffer(), 'miaf')),
  ...Object.fromEntries(
    ['heixmif1heix', 'heimmif1', 'heismif1', 'mif1heic', 'mif2heic', 'miafheic', 'heicMiHBMiHEmif1'].map((brands) => [
      `a HEIC by the brands ${brands}`,
      shown(() => heicOfParts({ brands })),
    ]),
  ),
};
