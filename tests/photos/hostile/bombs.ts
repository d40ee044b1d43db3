// Small files that say they are large, or cost much to open.
import { deflateSync } from 'node:zlib';
import sharp, { type Sharp } from 'sharp';
import { pngChunk } from '../../../cloud/photos/adapters/colour-profile.ts';
import { avifOfTiles } from '../../support/avif-of-tiles.ts';
import { heicOfParts } from '../heic-of-parts.ts';
import type { HostileFile } from '../hostile-files.ts';
import { photo, WRITERS } from './broken.ts';

const PNG_SIGNATURE = Buffer.from('89504e470d0a1a0a', 'hex');

/** One bit a pixel, all of them white. */
function pngOf(width: number, height: number, rows = height): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([1, 0, 0, 0, 0], 8);
  const data = deflateSync(Buffer.alloc((Math.ceil(width / 8) + 1) * rows));
  return Buffer.concat([PNG_SIGNATURE, pngChunk('IHDR', header), pngChunk('IDAT', data), pngChunk('IEND', Buffer.alloc(0))]);
}

/** A file with another size in its header. */
async function resizedHeader(type: 'JPEG' | 'GIF' | 'WebP', write: (bytes: Buffer) => void): Promise<Buffer> {
  const bytes = Buffer.from((await WRITERS[type]?.()) ?? '');
  write(bytes);
  return bytes;
}

/** After its header, before its data. */
async function pngWith(...chunks: Buffer[]): Promise<Buffer> {
  const png = await photo().png().toBuffer();
  return Buffer.concat([png.subarray(0, 33), ...chunks, png.subarray(33)]);
}

/** The last scan of a progressive JPEG, as often as asked: each goes over the whole picture once more. */
async function jpegOfScans(count: number): Promise<Buffer> {
  const jpeg = await photo(2000, 2000).jpeg({ progressive: true, quality: 40 }).toBuffer();
  const start = jpeg.lastIndexOf('ffda', undefined, 'hex');
  const scan = jpeg.subarray(start, -2);
  return Buffer.concat([jpeg.subarray(0, start), ...Array.from({ length: count }, () => scan), jpeg.subarray(-2)]);
}

/** As costly as AVIF of 8 bits can be: all planes in full resolution, and alpha. */
function flatAvif(width: number, height: number): Promise<Buffer> {
  const background = { r: 200, g: 80, b: 9, alpha: 0.5 };
  return sharp({ create: { width, height, channels: 4, background } })
    .avif({ effort: 0, chromaSubsampling: '4:4:4' })
    .toBuffer();
}

/** A GIF or WebP of many pictures, of which the first is taken. */
function ofFrames(count: number): Sharp {
  const side = 220;
  const data = Buffer.alloc(side * side * count * 3, Buffer.from([9, 80, 200, 11, 80, 200]));
  for (let frame = 0; frame < count; frame++) data.fill(frame % 250, frame * side * side * 3, frame * side * side * 3 + 9000);
  return sharp(data, { raw: { width: side, height: side * count, channels: 3, pageHeight: side } });
}

const tooLarge = (make: HostileFile['make']): HostileFile => ({ ends: 'too_many_pixels', make });
const shown = (make: HostileFile['make']): HostileFile => ({ ends: 'photo', make });

export const BOMBS: Readonly<Record<string, HostileFile>> = {
  'a PNG of 30,000 × 30,000': tooLarge(() => pngOf(30_000, 30_000)),
  'a PNG of 65,535 × 65,535, without data': tooLarge(() => pngOf(65_535, 65_535, 1)),
  'a PNG of two thousand million columns': tooLarge(() => pngOf(0x7fffffff, 300, 0)),
  'a PNG of 61 megapixels': tooLarge(() => pngOf(10_000, 6_100)),
  'a JPEG of 65,500 × 65,500': tooLarge(() =>
    resizedHeader('JPEG', (bytes) => bytes.writeUInt32BE(0xffdcffdc, bytes.indexOf('ffc0', 'hex') + 5)),
  ),
  // Viewers take the size of its frame.
  'a GIF whose screen has 65,535 × 65,535': shown(() => resizedHeader('GIF', (bytes) => bytes.writeUInt32LE(0xffffffff, 6))),
  'a WebP of 16,383 × 16,383': tooLarge(() => resizedHeader('WebP', (bytes) => bytes.writeUInt32LE(0x3fff3fff, 26))),
  'an AVIF of 60,000 × 60,000': tooLarge(async () => {
    const avif = Buffer.from(await avifOfTiles(128));
    const at = avif.indexOf('ispe') + 8;
    avif.writeUInt32BE(60_000, at);
    avif.writeUInt32BE(60_000, at + 4);
    return avif;
  }),
  'an AVIF of 26 megapixels': tooLarge(() => flatAvif(6_500, 4_000)),
  'an AVIF of 24 megapixels, 4:4:4 with alpha': shown(() => flatAvif(6_000, 4_000)),
  'a HEIC of 51 megapixels': tooLarge(() => heicOfParts({ columns: 31, rows: 31 })),
  'a HEIC of 60,000 × 60,000': tooLarge(() => heicOfParts({ size: { width: 60_000, height: 60_000 } })),
  'a HEIC of 4,096 tiles': { ends: 'damaged', make: () => heicOfParts({ columns: 64, rows: 64 }) },
  'a HEIC of 400 tiles, 21 megapixels': shown(() => heicOfParts({ columns: 20, rows: 20 })),
  'a JPEG of 3,000 scans': { ends: 'damaged', make: () => jpegOfScans(3000) },
  'a PNG with a text of 100 MB': shown(() =>
    pngWith(pngChunk('zTXt', Buffer.concat([Buffer.from('x\0\0', 'latin1'), deflateSync(Buffer.alloc(1e8))]))),
  ),
  'a PNG with a colour profile of 100 MB': shown(() =>
    pngWith(pngChunk('iCCP', Buffer.concat([Buffer.from('x\0\0', 'latin1'), deflateSync(Buffer.alloc(1e8))]))),
  ),
  'a PNG of 200,000 chunks': shown(() =>
    pngWith(Buffer.concat(Array.from({ length: 200_000 }, () => pngChunk('teSt', Buffer.alloc(1))))),
  ),
  'a GIF of 200 pictures': shown(() => ofFrames(200).gif({ effort: 1, colours: 4 }).toBuffer()),
  'a WebP of 100 pictures': shown(() => ofFrames(100).webp({ effort: 0 }).toBuffer()),
  'a PNG of 60 megapixels': shown(() => pngOf(10_000, 6_000)),
  'a PNG of 250 × 240,000': shown(() => pngOf(250, 240_000)),
};
