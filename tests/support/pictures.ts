import pixelmatch from 'pixelmatch';
import sharp from 'sharp';

export interface Pixels {
  readonly data: Buffer;
  readonly width: number;
  readonly height: number;
}

/** Decodes a picture to RGBA. A truncated one is an error. */
export async function decode(picture: Uint8Array): Promise<Pixels> {
  const { data, info } = await sharp(picture, { failOn: 'truncated' }).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
  return { data, width: info.width, height: info.height };
}

/** The share of pixels that differ visibly, 0 to 1. Anti-aliased edges count as well. */
export function shareOfDifferentPixels(a: Pixels, b: Pixels): number {
  if (a.width !== b.width || a.height !== b.height) return 1;
  return pixelmatch(a.data, b.data, undefined, a.width, a.height, { threshold: 0.1, includeAA: true }) / (a.width * a.height);
}

/** The share of pixels in which any channel differs by more than so many levels of 255, 0 to 1. */
export function shareOfPixelsBeyond(levels: number, a: Pixels, b: Pixels): number {
  if (a.width !== b.width || a.height !== b.height) return 1;
  let different = 0;
  for (let at = 0; at < a.data.length; at += 4) {
    const differs = [0, 1, 2].some((channel) => Math.abs((a.data[at + channel] ?? 0) - (b.data[at + channel] ?? 0)) > levels);
    if (differs) different++;
  }
  return different / (a.width * a.height);
}
