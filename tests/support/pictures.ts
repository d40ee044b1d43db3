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

/** What counts as a visible difference of a pixel. Anti-aliased edges count as well. */
const VISIBLE = { threshold: 0.1, includeAA: true };

/** The share of pixels that differ visibly, 0 to 1. */
export function shareOfDifferentPixels(a: Pixels, b: Pixels): number {
  if (a.width !== b.width || a.height !== b.height) return 1;
  if (a.data.equals(b.data)) return 0;
  return pixelmatch(a.data, b.data, undefined, a.width, a.height, VISIBLE) / (a.width * a.height);
}

/** The first picture, pale, with every pixel that differs visibly in red; nothing for pictures of different sizes. */
export function markDifferences(a: Pixels, b: Pixels): Pixels | undefined {
  const { width, height } = a;
  if (width !== b.width || height !== b.height) return undefined;
  const data = Buffer.alloc(a.data.length);
  pixelmatch(a.data, b.data, data, width, height, VISIBLE);
  return { data, width, height };
}

/** The share of pixels in which any channel differs by more than so many levels of 255, 0 to 1. */
export function shareOfPixelsBeyond(levels: number, a: Pixels, b: Pixels): number {
  if (a.width !== b.width || a.height !== b.height) return 1;
  let different = 0;
  for (let at = 0; at < a.data.length; at += 4) {
    if (
      isBeyond(levels, a.data, b.data, at) ||
      isBeyond(levels, a.data, b.data, at + 1) ||
      isBeyond(levels, a.data, b.data, at + 2)
    )
      different++;
  }
  return different / (a.width * a.height);
}

/** Without Math.abs: in Jest each use of a global is slow, and these are millions. */
function isBeyond(levels: number, a: Buffer, b: Buffer, at: number): boolean {
  const difference = (a[at] ?? 0) - (b[at] ?? 0);
  return difference > levels || -difference > levels;
}
