// Which file of a photo a card needs.
import type { Slot } from '../../card-schema/fields.ts';

/** Longest sides, in pixels. Every photo has a file of each name; a smaller photo has its own size in it. */
const SIZES = [250, 500, 1000, 1600] as const;
const LARGEST = 1600;

/** A photo of a camera has 3:2. One that lies across an upright slot fills its height when it is so much longer than that. */
const ACROSS = 1.5;

/** The key of the smallest file that fills a slot of so many pixels. */
export function photoKey(id: string, [width, height]: Slot): string {
  const wanted = Math.max(width, height) * ACROSS;
  return `photos/${id}/${SIZES.find((size) => size >= wanted) ?? LARGEST}.jpg`;
}
