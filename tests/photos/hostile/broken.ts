// Pictures that end early, or whose parts contradict each other.
import sharp, { type Sharp } from 'sharp';
import { projectPath } from '../../../project-path.ts';
import { heicFile, heicOfParts } from '../heic-of-parts.ts';
import type { HostileFile } from '../hostile-files.ts';

export const photo = (width = 640, height = 480): Sharp =>
  sharp(projectPath('tests/photos/pictures/coffee.png')).resize(width, height);

export const WRITERS: Readonly<Record<string, () => Promise<Buffer>>> = {
  JPEG: () => photo().jpeg().toBuffer(),
  'progressive JPEG': () => photo().jpeg({ progressive: true }).toBuffer(),
  PNG: () => photo().png().toBuffer(),
  'interlaced PNG': () => photo().png({ progressive: true }).toBuffer(),
  GIF: () => photo().gif({ effort: 1 }).toBuffer(),
  WebP: () => photo().webp().toBuffer(),
  'lossless WebP': () => photo().webp({ lossless: true, effort: 0 }).toBuffer(),
  AVIF: () => photo().avif({ effort: 0 }).toBuffer(),
};

/** Beyond the header, in the middle, near the end. */
const CUTS = [0.1, 0.5, 0.95];

const truncated = Object.entries(WRITERS).flatMap(([name, make]) =>
  CUTS.map((share): [string, HostileFile] => [
    `${name} that ends after ${share * 100} %`,
    {
      ends: 'damaged',
      make: async () => {
        const whole = await make();
        return whole.subarray(0, Math.floor(whole.length * share));
      },
    },
  ]),
);

/** The same bytes with some of them overwritten. */
const overwritten =
  (find: (bytes: Buffer) => number, write: (bytes: Buffer, at: number) => void, make: () => Promise<Buffer>) => async () => {
    const bytes = Buffer.from(await make());
    write(bytes, find(bytes));
    return bytes;
  };
const { JPEG, PNG, WebP, AVIF, GIF } = WRITERS as Record<'JPEG' | 'PNG' | 'WebP' | 'AVIF' | 'GIF', () => Promise<Buffer>>;

export const BROKEN: Readonly<Record<string, HostileFile>> = {
  ...Object.fromEntries(truncated),
  'the signature of a JPEG alone': { ends: 'damaged', make: () => Buffer.from('ffd8ffe0', 'hex') },
  'the signature of a PNG alone': { ends: 'damaged', make: () => Buffer.from('89504e470d0a1a0a', 'hex') },
  'the signature of a GIF alone': { ends: 'damaged', make: () => Buffer.from('GIF89a') },
  'the signature of a WebP alone': { ends: 'damaged', make: () => Buffer.from('RIFF\x0c\0\0\0WEBP', 'latin1') },
  'the brand of an AVIF alone': { ends: 'damaged', make: () => Buffer.from('\0\0\0\x14ftypavif\0\0\0\0avif', 'latin1') },
  'the brand of a HEIC alone': { ends: 'damaged', make: () => heicFile('plain').subarray(0, 24) },
  'a GIF that is JavaScript': { ends: 'damaged', make: () => Buffer.from('GIF89a/*\0\0*/=1;alert(1)//'.padEnd(800, ' ')) },
  // Viewers show the noise.
  'a JPEG with noise for data': {
    ends: 'photo',
    make: overwritten(
      (bytes) => bytes.indexOf('ffda', 'hex') + 14,
      (bytes, at) => bytes.fill(Buffer.from('ffd0ff4e5c', 'hex'), at, bytes.length - 2),
      JPEG,
    ),
  },
  // Viewers show what is there, and grey below.
  'a JPEG that is said to be higher than it is': {
    ends: 'photo',
    make: overwritten(
      (bytes) => bytes.indexOf('ffc0', 'hex') + 5,
      (bytes, at) => bytes.writeUInt16BE(4000, at),
      JPEG,
    ),
  },
  'a PNG with noise for data': {
    ends: 'damaged',
    make: overwritten(
      (bytes) => bytes.indexOf('IDAT') + 40,
      (bytes, at) => bytes.fill(0x5c, at, at + 4000),
      PNG,
    ),
  },
  'a PNG that is said to be wider than it is': {
    ends: 'damaged',
    make: overwritten(
      () => 16,
      (bytes, at) => bytes.writeUInt32BE(3000, at),
      PNG,
    ),
  },
  'a PNG without width': {
    ends: 'damaged',
    make: overwritten(
      () => 16,
      (bytes, at) => bytes.writeUInt32BE(0, at),
      PNG,
    ),
  },
  'a WebP with noise for data': {
    ends: 'damaged',
    make: overwritten(
      () => 40,
      (bytes, at) => bytes.fill(0xa5, at),
      WebP,
    ),
  },
  'an AVIF with noise for data': {
    ends: 'damaged',
    make: overwritten(
      (bytes) => bytes.indexOf('mdat') + 4,
      (bytes, at) => bytes.fill(0xa5, at),
      AVIF,
    ),
  },
  'an AVIF whose picture lies beyond its end': {
    ends: 'damaged',
    make: overwritten(
      (bytes) => bytes.indexOf('iloc') + 16,
      (bytes, at) => bytes.writeUInt32BE(0x7fff0000, at),
      AVIF,
    ),
  },
  'a GIF without colours and data': { ends: 'damaged', make: async () => (await GIF()).subarray(0, 13) },
  'a HEIC with noise for data': {
    ends: 'damaged',
    make: () => {
      const bytes = Buffer.from(heicFile('plain'));
      return bytes.fill(0xa5, bytes.indexOf('mdat') + 8);
    },
  },
  'a HEIC that is half there': { ends: 'damaged', make: () => heicFile('plain').subarray(0, 2400) },
  'a HEIC grid that is made of itself': { ends: 'damaged', make: () => heicOfParts({ columns: 1, nested: -1 }) },
  'a HEIC of 200 grids in each other': { ends: 'damaged', make: () => heicOfParts({ nested: 200 }) },
  'a picture of one pixel': { ends: 'too_small', make: () => photo(1, 1).png().toBuffer() },
  'a picture of 199 rows': { ends: 'too_small', make: () => photo(900, 199).jpeg().toBuffer() },
  'a picture of 199 columns': { ends: 'too_small', make: () => photo(199, 900).webp().toBuffer() },
};
