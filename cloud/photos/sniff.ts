import { isAvif } from '../../edge/adapters/images/avif.ts';
import { nameOtherType } from '../../edge/adapters/images/other-types.ts';
import { nameOtherPicture } from './other-pictures.ts';
import { PhotoError } from './photo-error.ts';

export const SOURCE_TYPES = ['JPEG', 'PNG', 'GIF', 'WebP', 'AVIF', 'HEIC'] as const;
export type SourceType = (typeof SOURCE_TYPES)[number];

/** Four letters of a file's first box, and of those that it is compatible with. Sequences have their cover as a still image too. */
const HEIC_BRANDS = /^(hei[cxms]|hev[cxms]|mif[12]|msf1)$/;
const MAX_BRANDS = 64;

/** The first bytes, in hexadecimal. */
const SIGNATURES: readonly (readonly [type: SourceType, shape: RegExp])[] = [
  ['JPEG', /^ffd8ff/],
  ['PNG', /^89504e470d0a1a0a/],
  ['GIF', /^47494638(37|39)61/],
  ['WebP', /^52494646.{8}57454250/], // RIFF, a length, WEBP
];

/** Raw files of cameras that are not TIFF; most others are, and are named so. */
const RAW =
  /^(46554a4946494c4d4343442d524157|494955001|49495255|4949524f|49495253|4d4d4f52|464f5662|004d524d|49491a00000048454150|.{8}6674797063727820)/;

/** Pictures, and documents with pictures in them, that we do not decode. */
const PICTURES_OF_OTHER_TYPES = new Set(['ICO', 'BMP', 'TIFF', 'JPEG XL', 'JPEG 2000', 'HEIC', 'video', 'PDF', 'PSD', 'SVG']);

const ALLOWED = `${SOURCE_TYPES.slice(0, -1).join(', ')} or HEIC`;

/** What a file is, by its first bytes: neither its name nor what its sender says decides. Throws PhotoError `unsupported` and `not_an_image`. */
export function sniff(file: Uint8Array): SourceType {
  const bytes = Buffer.from(file.buffer, file.byteOffset, file.byteLength);
  const signature = bytes.toString('hex', 0, 16);
  const other = nameOtherPicture(bytes);
  if (other !== undefined) throw unsupported(other);
  const known = SIGNATURES.find(([, shape]) => shape.test(signature));
  if (known) return known[0];
  if (bytes.length >= 12 && isAvif(bytes)) return 'AVIF';
  if (isHeic(bytes)) return 'HEIC';
  if (RAW.test(signature)) throw unsupported('a RAW file of a camera');
  const name = nameOtherType(bytes);
  if (PICTURES_OF_OTHER_TYPES.has(name)) throw unsupported(name === 'TIFF' ? 'TIFF, or a RAW file of a camera' : name);
  const what = name === 'nothing' ? 'is empty' : `holds ${name}, not an image`;
  throw new PhotoError('not_an_image', `The file ${what}. Send a photo as ${ALLOWED}.`);
}

export function unsupported(what: string): PhotoError {
  return new PhotoError(
    'unsupported',
    `The file is ${what}, which photos cannot be made of. Save it as ${ALLOWED}, and send that.`,
  );
}

function isHeic(bytes: Buffer): boolean {
  if (bytes.length < 12 || bytes.toString('latin1', 4, 8) !== 'ftyp') return false;
  const end = Math.min(bytes.readUInt32BE(0), bytes.length - 3, 16 + 4 * MAX_BRANDS);
  // A raw file and a video name brands of images among those that they are compatible with.
  if (!HEIC_BRANDS.test(bytes.toString('latin1', 8, 12)) && !/^(miaf|1pic)$/.test(bytes.toString('latin1', 8, 12))) return false;
  return end >= 8;
}
