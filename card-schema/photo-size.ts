// A size in which the photo site gives a photo, as its addresses, its files and what is signed spell it: `800x600.webp` is a crop of
// this very ratio around what matters (CSS `cover`), `800x600-inside.webp` the whole photo within this box (`inside`).

/** Of each side, in pixels: twice the width of a card. edge/photo-site-guard.js holds the same. */
export const MAX_PHOTO_SIDE = 2400;

export const PHOTO_TYPES = ['jpg', 'webp', 'avif'] as const;
export type PhotoType = (typeof PHOTO_TYPES)[number];

export interface PhotoSize {
  /** In pixels, whole, from 1 to MAX_PHOTO_SIDE. No photo is enlarged: see docs/12-photos.md. */
  readonly width: number;
  readonly height: number;
  readonly fit: 'cover' | 'inside';
  readonly type: PhotoType;
}

const FILE = new RegExp(`^([1-9][0-9]{0,3})x([1-9][0-9]{0,3})(-inside)?\\.(${PHOTO_TYPES.join('|')})$`);

/** Name of the file: `800x600.webp`. */
export function formatPhotoSize({ width, height, fit, type }: PhotoSize): string {
  return `${width}x${height}${fit === 'inside' ? '-inside' : ''}.${type}`;
}

/** Undefined for any other text: each size has one spelling. */
export function parsePhotoSize(file: string): PhotoSize | undefined {
  const [, width, height, inside, type] = FILE.exec(file) ?? [];
  const size = {
    width: Number(width),
    height: Number(height),
    fit: inside ? 'inside' : 'cover',
    type: type as PhotoType,
  } as const;
  return isPhotoSide(size.width) && isPhotoSide(size.height) ? size : undefined;
}

export function isPhotoSide(pixels: number): boolean {
  return Number.isInteger(pixels) && pixels >= 1 && pixels <= MAX_PHOTO_SIDE;
}
