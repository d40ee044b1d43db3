/** A part of a picture, in whole pixels. It may reach beyond the picture. */
export interface Tile {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** Neighbours share a quarter of their side, so that what is smaller is whole in one of them. */
const SHARED = 0.25;
/** From the second scale on, tiles are larger than the shorter side divided by the scale, to share more. */
const LARGER = 1.3;

/**
 * Squares that cover a picture, row by row. Scale 0 is the picture itself, whatever its shape; 1 are squares as high as its shorter
 * side; those of scale n are about n times smaller, so that they show smaller things to a network that sees each at one size.
 */
export function tilesOf(picture: { readonly width: number; readonly height: number }, scale: number): Tile[] {
  const { width, height } = picture;
  if (scale === 0) return [{ left: 0, top: 0, width, height }];
  const side = sideOf(picture, scale);
  const lefts = startsOf(width, side);
  return startsOf(height, side).flatMap((top) => lefts.map((left) => ({ left, top, width: side, height: side })));
}

/** Squares along the four edges of a picture, of the size of that scale's tiles: half of each is beyond the picture. */
export function edgeTilesOf(picture: { readonly width: number; readonly height: number }, scale: number): Tile[] {
  const { width, height } = picture;
  const side = sideOf(picture, scale);
  const half = Math.round(side / 2);
  const size = { width: side, height: side };
  const leftAndRight = startsOf(height, side).flatMap((top) => [-half, width - half].map((left) => ({ left, top, ...size })));
  const aboveAndBelow = startsOf(width, side).flatMap((left) => [-half, height - half].map((top) => ({ left, top, ...size })));
  return [...leftAndRight, ...aboveAndBelow];
}

function sideOf({ width, height }: { readonly width: number; readonly height: number }, scale: number): number {
  const shorter = Math.min(width, height);
  return Math.max(1, Math.min(shorter, Math.round((shorter / scale) * (scale > 1 ? LARGER : 1))));
}

function startsOf(length: number, side: number): number[] {
  const count = Math.max(1, Math.ceil((length - side * SHARED) / (side * (1 - SHARED))));
  if (count === 1) return [0];
  return Array.from({ length: count }, (_, index) => Math.round(((length - side) * index) / (count - 1)));
}
