import { type Tensor4D, tensor4d } from '@tensorflow/tfjs-core';
import type { Box } from '../../../card-schema/photo-focus.ts';
import type { Pixels } from '../ports.ts';
import type { Tile } from '../tiles.ts';
import { sharpOf } from './smaller-picture.ts';

/** A tile as a network sees it: in the upper left of a square, with black where it is not square. */
export interface Seen {
  /** Red, green, blue, from -1 to 1. */
  readonly values: Float32Array;
  /** Pixels of the square for one pixel of the picture. */
  readonly zoom: number;
  readonly tile: Tile;
}

const CHANNELS = 3;

/** What of the tile is beyond the picture is the mirror image of what is within: half a face becomes a face. */
export async function seeTile(picture: Pixels, tile: Tile, side: number): Promise<Seen> {
  const zoom = side / Math.max(tile.width, tile.height);
  const across = partWithin(tile.left, tile.width, picture.width, zoom);
  const down = partWithin(tile.top, tile.height, picture.height, zoom);
  const isWithin = across.length === tile.width && down.length === tile.height;
  const bytes = await sharpOf(picture)
    .extract({ left: across.start, top: down.start, width: across.length, height: down.length })
    .resize(across.seen, down.seen, { fit: 'fill' })
    .extend({
      left: across.before,
      top: down.before,
      right: side - across.before - across.seen,
      bottom: side - down.before - down.seen,
      ...(isWithin ? { background: '#000' } : { extendWith: 'mirror' }),
    })
    .raw()
    .toBuffer();
  return { values: Float32Array.from(bytes, (byte) => byte / 127.5 - 1), zoom, tile };
}

/** Along one axis: where the part within the picture starts, and its length; in the square, what is before it, and its length there. */
function partWithin(tileStart: number, tileLength: number, length: number, zoom: number) {
  const start = Math.max(0, tileStart);
  const end = Math.min(length, tileStart + tileLength);
  const before = Math.round((start - tileStart) * zoom);
  return { start, length: end - start, before, seen: Math.max(1, Math.round((end - tileStart) * zoom) - before) };
}

export function tensorOf({ values }: Seen, side: number): Tensor4D {
  return tensor4d(values, [1, side, side, CHANNELS]);
}

/** A box in pixels of the square, as fractions of the picture and within it; undefined if nothing of it is. */
export function boxInPicture(
  box: readonly [number, number, number, number],
  { zoom, tile }: Seen,
  picture: Pixels,
): Box | undefined {
  const inPicture = (value: number, start: number, length: number) => Math.min(1, Math.max(0, (value / zoom + start) / length));
  const left = inPicture(box[0], tile.left, picture.width);
  const top = inPicture(box[1], tile.top, picture.height);
  const width = inPicture(box[0] + box[2], tile.left, picture.width) - left;
  const height = inPicture(box[1] + box[3], tile.top, picture.height) - top;
  return width > 0 && height > 0 ? [left, top, width, height] : undefined;
}
