// What a source may have, and the sentences that refuse it.
import { PhotoError } from '../photo-error.ts';

/** Cameras have up to 60 megapixels. In memory, that is 180 MB and more. */
export const MAX_SOURCE_PIXELS = 60_000_000;
/** On any side. Less cannot fill the smallest slot of a card. */
const MIN_SOURCE_SIDE_PIXELS = 200;
export const MAX_DECODE_MS = 20_000;
const MAX_DECODER_WORDS = 120;

interface Size {
  readonly width: number;
  readonly height: number;
}

/** Throws PhotoError `too_many_pixels` and `too_small`. */
export function checkSize(size: Size): void {
  checkMaxPixels(size);
  const { width, height } = size;
  if (Math.min(width, height) < MIN_SOURCE_SIDE_PIXELS) {
    throw new PhotoError(
      'too_small',
      `The photo has ${width} × ${height} pixels; each side must have at least ${MIN_SOURCE_SIDE_PIXELS}. Send it in a larger size.`,
    );
  }
}

/** Throws PhotoError `too_many_pixels`. */
export function checkMaxPixels({ width, height }: Size): void {
  if (width * height > MAX_SOURCE_PIXELS) {
    const megapixels = Math.ceil((width * height) / 100_000) / 10;
    throw new PhotoError(
      'too_many_pixels',
      `The photo has ${width} × ${height} pixels, ${megapixels} megapixels; ${MAX_SOURCE_PIXELS / 1e6} are allowed. Save it smaller, and send that.`,
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
