// What makes JPEG bytes a picture that may be kept.
import { deflateRawSync } from 'node:zlib';
import { CardError } from '../../card-schema/errors.ts';
import { QUALITIES, WANTED_BYTES } from './drawing-settings.ts';

/** CloudFront's limit for a generated answer is 1,048,576 bytes with headers; base64 makes four of three. */
export const MAX_PICTURE_BYTES = 750_000;

/**
 * A picture of one colour is the same few bits over and over, so it deflates to its tables (measured: 0.5 kB, at any quality);
 * the sparest golden picture keeps 18 kB.
 */
const BLANK_BYTES = 2_000;

export interface Encoded {
  readonly jpeg: Uint8Array;
  readonly quality: number;
}

/** Encodes at falling quality until the picture fits. Throws CardError `bad_picture` or `too_large`. */
export async function encodeWithinLimits(encode: (quality: number) => Promise<Uint8Array>): Promise<Encoded> {
  let smallest: Encoded | undefined;
  for (const quality of QUALITIES) {
    smallest = { jpeg: await encode(quality), quality };
    refuseBrokenPicture(smallest.jpeg);
    if (smallest.jpeg.length <= WANTED_BYTES) return smallest;
  }
  if (smallest && smallest.jpeg.length <= MAX_PICTURE_BYTES) return smallest;
  throw new CardError(
    'too_large',
    `The picture has ${smallest?.jpeg.length} bytes at the lowest quality, more than ${MAX_PICTURE_BYTES}.`,
  );
}

function refuseBrokenPicture(jpeg: Uint8Array): void {
  const whole = jpeg[0] === 0xff && jpeg[1] === 0xd8 && jpeg.at(-2) === 0xff && jpeg.at(-1) === 0xd9;
  if (!whole) throw new CardError('bad_picture', 'The browser gave no whole JPEG.');
  if (deflateRawSync(jpeg, { level: 1 }).length < BLANK_BYTES) throw new CardError('bad_picture', 'The picture is blank.');
}
