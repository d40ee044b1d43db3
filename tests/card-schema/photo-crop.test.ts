import { expect, test } from '@jest/globals';
import { cropOf } from '../../card-schema/photo-crop.ts';
import type { Box, Focus, Head } from '../../card-schema/photo-focus.ts';
import { fc } from '../support/fast-check.ts';

const SQUARE = { width: 300, height: 300 };
const WIDE = { width: 1200, height: 630 };
const TALL = { width: 452, height: 630 };

/** A face of so many pixels with its hair, in a photo. */
function headAt({ width, height }: Pick<Focus, 'width' | 'height'>, left: number, top: number, size: number): Head {
  return {
    face: [left / width, top / height, size / width, size / height],
    head: [(left - size * 0.3) / width, (top - size * 0.7) / height, (size * 1.6) / width, (size * 1.8) / height],
  };
}

function photo(width: number, height: number, faces: readonly (readonly [number, number, number])[] = []): Focus {
  const heads = faces.map(([left, top, size]) => headAt({ width, height }, left, top, size));
  return { width, height, heads, objects: [] };
}

function contains(crop: Box, box: Box): boolean {
  const inAxis = (start: number, end: number, from: number, to: number) =>
    Math.max(0, from) >= start - 1e-6 && Math.min(1, to) <= end + 1e-6;
  return (
    inAxis(crop[0], crop[0] + crop[2], box[0], box[0] + box[2]) && inAxis(crop[1], crop[1] + crop[3], box[1], box[1] + box[3])
  );
}

test('where nothing was found the crop is the middle', () => {
  expect(cropOf(photo(2000, 1000), SQUARE)).toEqual([0.25, 0, 0.5, 1]);
  expect(cropOf(photo(1000, 2000), SQUARE)).toEqual([0, 0.25, 1, 0.5]);
  expect(cropOf(photo(1000, 1000), SQUARE)).toEqual([0, 0, 1, 1]);
});

test('a head at the edge of the photo is whole', () => {
  const atRight = photo(2000, 1000, [[1750, 400, 200]]);
  expect(contains(cropOf(atRight, SQUARE), atRight.heads[0]?.head ?? [0, 0, 1, 1])).toBe(true);
  const atTop = photo(1000, 2000, [[400, 60, 200]]);
  expect(contains(cropOf(atTop, WIDE), atTop.heads[0]?.head ?? [0, 0, 1, 1])).toBe(true);
});

test('of heads that do not fit together, some are whole and none is cut through', () => {
  const apart = photo(3000, 1000, [
    [100, 400, 200],
    [1400, 400, 200],
    [2650, 400, 200],
  ]);
  const crop = cropOf(apart, SQUARE);
  const whole = apart.heads.filter(({ head }) => contains(crop, head));
  expect(whole).toHaveLength(1);
  for (const { head } of apart.heads.filter((each) => !whole.includes(each)))
    expect(head[0] + head[2] <= crop[0] || head[0] >= crop[0] + crop[2]).toBe(true);
});

test('a face that is too large for the slot is shown by its middle, not avoided', () => {
  const close = photo(1000, 2000, [[100, 500, 800]]);
  const [, top, , height] = cropOf(close, { width: 1200, height: 400 });
  const [, faceTop, , faceHeight] = close.heads[0]?.face ?? [0, 0, 0, 0];
  expect(top).toBeGreaterThan(faceTop);
  expect(top + height).toBeLessThan(faceTop + faceHeight);
});

test('the focal point of a person outweighs heads, and heads near it stay whole', () => {
  const heads = photo(3000, 1000, [
    [100, 400, 300],
    [2400, 400, 100],
  ]);
  const crop = cropOf({ ...heads, point: [0.95, 0.5] }, SQUARE);
  expect(crop[0]).toBeLessThan(0.95);
  expect(crop[0] + crop[2]).toBeGreaterThan(0.95);
  expect(contains(crop, heads.heads[1]?.head ?? [0, 0, 1, 1])).toBe(true);
});

test('a focal point alone stands in the middle of the crop where there is room', () => {
  const [left, , width] = cropOf({ ...photo(3000, 1000), point: [0.4, 0.1] }, SQUARE);
  expect(left + width / 2).toBeCloseTo(0.4, 5);
});

test('objects decide where there are no heads, and never cost a head', () => {
  const cup = { box: [0.8, 0.4, 0.15, 0.3] as const, score: 0.9 };
  expect(contains(cropOf({ ...photo(3000, 1000), objects: [cup] }, SQUARE), cup.box)).toBe(true);
  const both = { ...photo(3000, 1000, [[100, 400, 200]]), objects: [cup, cup, cup] };
  expect(contains(cropOf(both, SQUARE), both.heads[0]?.head ?? [0, 0, 1, 1])).toBe(true);
});

const anyNumber = fc.oneof(fc.double(), fc.double({ min: -2, max: 3, noNaN: true }), fc.constantFrom(0, 1, -1));
const anyBox = fc.tuple(anyNumber, anyNumber, anyNumber, anyNumber);
const anySize = fc.oneof(fc.integer({ min: 1, max: 5000 }), anyNumber);
const anyFocus: fc.Arbitrary<Focus> = fc.record({
  width: anySize,
  height: anySize,
  heads: fc.array(fc.record({ head: anyBox, face: anyBox }), { maxLength: 8 }),
  objects: fc.array(fc.record({ box: anyBox, score: anyNumber }), { maxLength: 5 }),
  point: fc.tuple(anyNumber, anyNumber),
});
const realFraction = fc.double({ min: 0, max: 1, noNaN: true });
const realFocus = fc
  .record({
    width: fc.integer({ min: 200, max: 4000 }),
    height: fc.integer({ min: 200, max: 4000 }),
    faces: fc.array(fc.tuple(realFraction, realFraction, fc.double({ min: 0.02, max: 0.6, noNaN: true })), { maxLength: 10 }),
  })
  .map(({ width, height, faces }) =>
    photo(
      width,
      height,
      faces.map(([left, top, size]) => [left * width, top * height, size * Math.min(width, height)] as const),
    ),
  );
const realSlot = fc.record({ width: fc.integer({ min: 1, max: 3000 }), height: fc.integer({ min: 1, max: 3000 }) });

test('the crop of any focus at all lies within the photo', () => {
  fc.assert(
    fc.property(anyFocus, fc.record({ width: anySize, height: anySize }), (focus, slot) => {
      const [left, top, width, height] = cropOf(focus, slot);
      expect(Math.min(left, top)).toBeGreaterThanOrEqual(0);
      expect(Math.min(width, height)).toBeGreaterThan(0);
      expect(Math.max(left + width, top + height)).toBeLessThanOrEqual(1 + 1e-9);
    }),
    { numRuns: 500 },
  );
});

test('the crop has the ratio of the slot and is as large as the photo allows', () => {
  fc.assert(
    fc.property(realFocus, realSlot, (focus, slot) => {
      const [, , width, height] = cropOf(focus, slot);
      expect(Math.max(width, height)).toBe(1);
      expect((width * focus.width * slot.height) / (height * focus.height * slot.width)).toBeCloseTo(1, 6);
    }),
    { numRuns: 300 },
  );
});

test('some head is whole wherever one fits', () => {
  fc.assert(
    fc.property(realFocus, realSlot, (focus, slot) => {
      const crop = cropOf(focus, slot);
      const clipped = (start: number, length: number) => Math.min(1, start + length) - Math.max(0, start);
      const fits = focus.heads.some(
        ({ head, face }) =>
          face[0] < 1 && face[1] < 1 && clipped(head[0], head[2]) <= crop[2] && clipped(head[1], head[3]) <= crop[3],
      );
      expect(focus.heads.some(({ head }) => contains(crop, head))).toBe(fits);
    }),
    { numRuns: 500 },
  );
});

test('the focal point of a person is always in the crop', () => {
  fc.assert(
    fc.property(realFocus, realSlot, fc.tuple(realFraction, realFraction), (focus, slot, point) => {
      const [left, top, width, height] = cropOf({ ...focus, point }, slot);
      expect(point[0]).toBeGreaterThanOrEqual(left - 1e-6);
      expect(point[0]).toBeLessThanOrEqual(left + width + 1e-6);
      expect(point[1]).toBeGreaterThanOrEqual(top - 1e-6);
      expect(point[1]).toBeLessThanOrEqual(top + height + 1e-6);
    }),
    { numRuns: 500 },
  );
});

test('a mirrored photo is cropped as the mirror shows it', () => {
  const one = photo(3000, 1000, [[2200, 400, 200]]);
  const mirrored = photo(3000, 1000, [[600, 400, 200]]);
  const [left, , width] = cropOf(one, SQUARE);
  expect(cropOf(mirrored, SQUARE)[0]).toBeCloseTo(1 - left - width, 6);
});

test('a crowd is cropped within milliseconds of work: the largest heads decide', () => {
  const crowd = photo(
    4000,
    1000,
    Array.from({ length: 2000 }, (_, index) => [(index % 200) * 19, Math.floor(index / 200) * 90, 10 + (index % 7)] as const),
  );
  const large = headAt(crowd, 3000, 400, 300);
  expect(contains(cropOf({ ...crowd, heads: [...crowd.heads, large] }, TALL), large.head)).toBe(true);
});
