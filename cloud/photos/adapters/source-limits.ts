// What a source may have, and the sentences that refuse it.
import { PhotoError } from '../photo-error.ts';

/** Cameras have up to 60 megapixels. In memory, that is 180 MB and more. */
export const MAX_SOURCE_PIXELS = 60_000_000;
/**
 * Of AVIF, and of HEIC with more in a pixel than phones write: their decoders hold all planes in several copies. Measured at 9
 * megapixels, without what the process has itself: AVIF of 12 bits 26 bytes a pixel, HEIC in 4:4:4 or with alpha 21 to 22. A file of a
 * stranger may cost 1 GB.
 */
export const MAX_DEEP_PIXELS = 25_000_000;
/** Of other HEIC, up to 18 bytes a pixel: phones have 50 megapixels. */
export const MAX_HEIC_PIXELS = 50_000_000;
/** On any side. Less cannot fill the smallest slot of a card. */
const MIN_SOURCE_SIDE_PIXELS = 200;
export const MAX_DECODE_MS = 20_000;
const MAX_DECODER_WORDS = 120;

interface Size {
  readonly width: number;
  readonly height: number;
}

/** Throws PhotoError `too_many_pixels` and `too_small`. */
export function checkSize(size: Size, maxPixels = MAX_SOURCE_PIXELS, type = 'photo'): void {
  checkMaxPixels(size, maxPixels, type);
  const { width, height } = size;
  if (Math.min(width, height) < MIN_SOURCE_SIDE_PIXELS) {
    throw new PhotoError(
      'too_small',
      `The photo has ${width} × ${height} pixels; each side must have at least ${MIN_SOURCE_SIDE_PIXELS}. Send it in a larger size.`,
    );
  }
}

/** Throws PhotoError `too_many_pixels`. */
export function checkMaxPixels({ width, height }: Size, maxPixels = MAX_SOURCE_PIXELS, type = 'photo'): void {
  if (width * height > maxPixels) {
    const megapixels = Math.ceil((width * height) / 100_000) / 10;
    const remedy = maxPixels < MAX_SOURCE_PIXELS && width * height <= MAX_SOURCE_PIXELS ? 'smaller, or as a JPEG' : 'smaller';
    throw new PhotoError(
      'too_many_pixels',
      `The ${type} has ${width} × ${height} pixels, ${megapixels} megapixels; ${maxPixels / 1e6} are allowed. Save it ${remedy}, and send that.`,
    );
  }
}

export function damaged(type: string, decoderWords: string, cause?: unknown): PhotoError {
  const firstLine = decoderWords.split('\n')[0] ?? '';
  const reason = firstLine
    .replace(/[^\x20-\x7e]/g, ' ')
    .slice(0, MAX_DECODER_WORDS)
    .trim();
  const message = `The ${type} is damaged or ends early (${reason}). Open and save it again, and send that.`;
  return new PhotoError('damaged', message, { cause });
}

export function takesTooLong(type: string): PhotoError {
  return new PhotoError(
    'damaged',
    `The ${type} takes longer than ${MAX_DECODE_MS / 1000} s to decode. Open and save it again, and send that.`,
  );
}
