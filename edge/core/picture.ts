// What makes JPEG bytes a picture that may be kept.
import { deflateRawSync } from 'node:zlib';
import type { VisibleText } from '../../card-schema/card-page.ts';
import { CardError } from '../../card-schema/errors.ts';
import { LEAST_SHARE, QUALITIES, type Quality, WANTED_BYTES } from './drawing-settings.ts';
import { isOfOneColour } from './one-colour.ts';

/** CloudFront's limit for a generated answer is 1,048,576 bytes with headers; base64 makes four of three. */
export const MAX_PICTURE_BYTES = 750_000;

/**
 * A picture of one colour has at most 4 bytes for each of its 3,000 blocks of 16 × 16, and as they are all alike it deflates to
 * its tables (measured: 0.5 kB, at any quality), that of a full stop by a full stop to 1.05 kB; the sparest golden picture keeps
 * 18 kB. What is larger need not be deflated to see.
 */
const MAX_SPARSE_BYTES = 20_000;
const MAX_SPARSE_DEFLATED_BYTES = 2_000;
/** As many of the smallest letters, with a dash, deflate to 2.5 kB: a sparse picture of more shows not what is on the page. */
const MAX_SPARSE_LETTERS = 20;

export interface Encoded {
  readonly jpeg: Uint8Array;
  readonly quality: number;
}

/**
 * Encodes at falling quality until the picture fits. Of a picture that looks blank, `visibleText` says whether the page is so
 * too: a card of a dash and a letter is as good as any. Throws CardError `bad_picture` or `too_large`.
 */
export async function encodeWithinLimits(
  encode: (quality: number) => Promise<Uint8Array>,
  visibleText: () => Promise<VisibleText>,
): Promise<Encoded> {
  for (let quality: Quality = QUALITIES[0]; ; ) {
    const jpeg = await encode(quality);
    refuseBrokenPicture(jpeg);
    if (await isBlank(jpeg, visibleText)) throw new CardError('bad_picture', 'The picture is blank.');
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
}

/** One colour is blank whatever the page says, because a frame that the browser has lost is of one colour. */
async function isBlank(jpeg: Uint8Array, visibleText: () => Promise<VisibleText>): Promise<boolean> {
  if (jpeg.length > MAX_SPARSE_BYTES) return false;
  if (deflateRawSync(jpeg, { level: 1 }).length >= MAX_SPARSE_DEFLATED_BYTES) return false;
  if (isOfOneColour(jpeg)) return true;
  const { characters, letters } = await visibleText();
  return characters === 0 || letters > MAX_SPARSE_LETTERS;
}
