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
