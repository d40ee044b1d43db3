import pixelmatch from 'pixelmatch';
import sharp from 'sharp';
import { PICTURE_SIZE } from '../../edge/core/drawing-settings.ts';

export interface Comparison {
  /** The share of pixels that differ visibly, 0 to 1. */
  readonly share: number;
  readonly pixels: number;
  /** PNG: what differs in red, over the first picture faded. */
  readonly difference: Uint8Array;
}

/** The pictures must have the size of a card. Anti-aliased edges count as well. */
export async function compare(first: Uint8Array, second: Uint8Array): Promise<Comparison> {
  const { width, height } = PICTURE_SIZE;
  const [a, b] = await Promise.all([decode(first), decode(second)]);
  const difference = Buffer.alloc(a.length);
  const pixels = pixelmatch(a, b, difference, width, height, { threshold: 0.1, includeAA: true });
  const png = await sharp(difference, { raw: { width, height, channels: 4 } })
    .png()
    .toBuffer();
  return { share: pixels / (width * height), pixels, difference: png };
}

async function decode(picture: Uint8Array): Promise<Buffer> {
  const { data, info } = await sharp(picture, { failOn: 'truncated' }).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
  if (info.width === PICTURE_SIZE.width && info.height === PICTURE_SIZE.height) return data;
  throw new Error(`A picture of ${info.width} × ${info.height} is not a card's.`);
}
