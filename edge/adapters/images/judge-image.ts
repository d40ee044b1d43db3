import { CardError } from '../../../card-schema/errors.ts';
import type { CardImage } from '../../core/ports.ts';
import { isAvif, readAvif } from './avif.ts';
import { readGif } from './gif.ts';
import type { ImageFacts, ReadFacts } from './image-facts.ts';
import { readJpeg } from './jpeg.ts';
import { nameOtherType } from './other-types.ts';
import { readPng } from './png.ts';
import { turnUpright } from './upright.ts';
import { readWebp } from './webp.ts';

/** A photo of a camera at its best quality. More is no longer fetched within its time either. */
export const MAX_IMAGE_BYTES = 10_000_000;
/** Cameras write JPEG of up to 50 megapixels. */
const MAX_JPEG_PIXELS = 50_000_000;
/** 25 megapixels decode to 100 MB; a card has two images at most, and more would crowd the browser out of its memory. */
const MAX_OTHER_PIXELS = 25_000_000;

interface Format {
  readonly name: string;
  readonly type: string;
  readonly isIt: (bytes: Buffer) => boolean;
  readonly read: ReadFacts;
  readonly maxPixels?: number;
}

const begins = (signature: RegExp) => (bytes: Buffer) => signature.test(bytes.toString('hex', 0, 12));

/** Types that a card may show. SVG stays out: it is a document that can hold script. */
const FORMATS: readonly Format[] = [
  { name: 'JPEG', type: 'image/jpeg', isIt: begins(/^ffd8ff/), read: readJpeg, maxPixels: MAX_JPEG_PIXELS },
  { name: 'PNG', type: 'image/png', isIt: begins(/^89504e470d0a1a0a/), read: readPng },
  { name: 'GIF', type: 'image/gif', isIt: begins(/^47494638(37|39)61/), read: readGif },
  { name: 'WebP', type: 'image/webp', isIt: begins(/^52494646.{8}57454250/), read: readWebp }, // RIFF, a length, WEBP
  { name: 'AVIF', type: 'image/avif', isIt: isAvif, read: readAvif },
];

const NAMES = FORMATS.map(({ name }) => name).join(', ');

/** What is asked of an image host, so that one which sends what it likes best sends what is taken. */
export const ACCEPTED_TYPES = ['avif', 'webp', 'png', 'jpeg', 'gif'].map((type) => `image/${type}`).join(',');

export type JudgedImage = ImageFacts & Pick<Format, 'name' | 'type'>;

/**
 * Whether a file is an image that a card may show, by its bytes alone: of an allowed type, whole, and no larger than it may be.
 * Throws CardError `image_refused`.
 */
export function readImage(bytes: Buffer, source: string): JudgedImage {
  const refusal = (reason: string) => new CardError('image_refused', `${source} sends ${reason}.`);
  const format = FORMATS.find(({ isIt }) => isIt(bytes));
  if (!format) throw refusal(`${nameOtherType(bytes)}, which is not an image of an allowed type (${NAMES})`);
  const { name, type, read, maxPixels = MAX_OTHER_PIXELS } = format;
  const facts = readWhole(read, bytes, (problem) => refusal(`${name} that is not whole or not right: ${problem}`));
  const { width, height } = facts;
  if (!(width * height > 0)) throw refusal(`${name} without a size`);
  if (width * height > maxPixels) throw refusal(`${name} of ${width} × ${height} pixels, more than ${maxPixels}`);
  return { ...facts, name, type };
}

/** An image as the card page is to have it. Throws CardError `image_refused`. */
export function judgeImage(bytes: Buffer, source: string): CardImage {
  if (bytes.length > MAX_IMAGE_BYTES) throw new CardError('image_refused', `${source} sends more than ${MAX_IMAGE_BYTES} bytes.`);
  const image = readImage(bytes, source);
  return turnUpright({ bytes, type: image.type }, image);
}

function readWhole(read: ReadFacts, bytes: Buffer, refused: (problem: string) => CardError): ImageFacts {
  try {
    return read(bytes);
  } catch (error) {
    if (error instanceof RangeError || isBufferEnd(error)) throw refused('it ends early');
    throw refused(error instanceof Error ? error.message : String(error));
  }
}

function isBufferEnd(error: unknown): boolean {
  const { code } = error as { readonly code?: unknown };
  return code === 'ERR_OUT_OF_RANGE' || code === 'ERR_BUFFER_OUT_OF_BOUNDS';
}
