// What makes JPEG bytes a picture that may be kept.
import { deflateRawSync } from 'node:zlib';
import { CardError } from '../../card-schema/errors.ts';
import { LEAST_SHARE, QUALITIES, type Quality, WANTED_BYTES } from './drawing-settings.ts';

/** CloudFront's limit for a generated answer is 1,048,576 bytes with headers; base64 makes four of three. */
export const MAX_PICTURE_BYTES = 750_000;

/**
 * A picture of one colour has 4 bytes for each of its 3,000 blocks of 16 × 16, and as they are all alike it deflates to its
 * tables (measured: 0.5 kB, at any quality); the sparest golden picture keeps 18 kB. What is larger need not be deflated to see.
 */
const BLANK_AT_MOST_BYTES = 20_000;
const BLANK_DEFLATED_BYTES = 2_000;

export interface Encoded {
  readonly jpeg: Uint8Array;
  readonly quality: number;
}

/** Encodes at falling quality until the picture fits. Throws CardError `bad_picture` or `too_large`. */
export async function encodeWithinLimits(encode: (quality: number) => Promise<Uint8Array>): Promise<Encoded> {
  for (let quality: Quality = QUALITIES[0]; ; ) {
    const jpeg = await encode(quality);
    refuseBrokenPicture(jpeg);
    const next = nextToTry(quality, jpeg.length);
    if (jpeg.length <= (next === undefined ? MAX_PICTURE_BYTES : WANTED_BYTES)) return { jpeg, quality };
    if (next === undefined)
      throw new CardError(
        'too_large',
        `The picture has ${jpeg.length} bytes at the lowest quality, more than ${MAX_PICTURE_BYTES}.`,
      );
    quality = next;
  }
}

/** The next quality at which a picture of so many bytes can become small enough, else the lowest; none after that. */
function nextToTry(quality: Quality, bytes: number): Quality | undefined {
  const lower = QUALITIES.filter((each) => each < quality);
  const fits = (each: Quality) => (bytes * LEAST_SHARE[each]) / LEAST_SHARE[quality] <= WANTED_BYTES;
  return lower.find(fits) ?? lower.at(-1);
}

function refuseBrokenPicture(jpeg: Uint8Array): void {
  const whole = jpeg[0] === 0xff && jpeg[1] === 0xd8 && jpeg.at(-2) === 0xff && jpeg.at(-1) === 0xd9;
  if (!whole) throw new CardError('bad_picture', 'The browser gave no whole JPEG.');
  if (jpeg.length > BLANK_AT_MOST_BYTES) return;
  if (deflateRawSync(jpeg, { level: 1 }).length < BLANK_DEFLATED_BYTES)
    throw new CardError('bad_picture', 'The picture is blank.');
}
