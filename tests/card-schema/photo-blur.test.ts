import { describe, expect, test } from '@jest/globals';
import { blurHeads } from '../../card-schema/photo-blur.ts';
import type { Box } from '../../card-schema/photo-focus.ts';

type Pixels = Parameters<typeof blurHeads>[0];

const SIZE = { width: 96, height: 80 };
const HEAD: Box = [0.25, 0.2, 0.5, 0.5]; // 24..72 × 16..56

function photo(colour: (x: number, y: number) => readonly [number, number, number], { width, height } = SIZE): Pixels {
  const data = new Uint8Array(width * height * 3);
  for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) data.set(colour(x, y), (y * width + x) * 3);
  return { data, width, height };
}

/** Every pixel another, with a pattern that a mean does not show: it adds up to nothing in each cell. */
const noise = (seed: number) => photo((x, y) => [40 + x, 90 + y, (x * 7 + y * 13 + seed) % 251]);
const striped = (strength: number) =>
  photo((x, y) => {
    const stripe = (x + y) % 2 === 0 ? strength : -strength;
    const isInHead = x >= 24 && x < 72 && y >= 16 && y < 56;
    return isInHead ? [120 + stripe, 90 - stripe, 60 + stripe] : [x, y, 30];
  });
const at = ({ data, width }: Pixels, x: number, y: number) => [...data.subarray((y * width + x) * 3, (y * width + x) * 3 + 3)];

describe('what is left of a head', () => {
  test('are its means alone: two heads with equal means give equal bytes', () => {
    const [one, other] = [striped(5), striped(50)];
    expect(one.data).not.toEqual(other.data);
    expect(blurHeads(one, [HEAD])).toEqual(blurHeads(other, [HEAD]));
  });

  test('are 32 levels of them: a difference that is smaller disappears', () => {
    const flat = (level: number) => photo((x, y) => (x >= 24 && x < 72 && y >= 16 && y < 56 ? [level, level, level] : [0, 0, 0]));
    expect(blurHeads(flat(120), [HEAD])).toEqual(blurHeads(flat(122), [HEAD]));
    expect(blurHeads(flat(120), [HEAD])).not.toEqual(blurHeads(flat(140), [HEAD]));
  });

  test.each([
    [24, 16],
    [71, 16],
    [24, 55],
    [71, 55],
    [48, 36],
  ])('does not depend on the pixel at %d, %d, be it in a corner of its box', (x, y) => {
    const former = striped(0);
    const data = Uint8Array.from(former.data);
    // Too little for the mean of 120 pixels.
    data.set([121, 91, 61], (y * SIZE.width + x) * 3);
    expect(blurHeads({ ...former, data }, [HEAD])).toEqual(blurHeads(former, [HEAD]));
  });

  test('is smooth: no edge of a cell can be seen', () => {
    const halves = photo((x) => (x < 48 ? [0, 0, 0] : [255, 255, 255]));
    const blurred = blurHeads(halves, [HEAD]);
    const steps = Array.from(
      { length: 47 },
      (_, step) => (at(blurred, 25 + step, 36)[0] ?? 0) - (at(blurred, 24 + step, 36)[0] ?? 0),
    );
    expect(Math.max(...steps)).toBeLessThan(20);
    expect(Math.min(...steps)).toBeGreaterThanOrEqual(0);
  });
});

test('the photo around a head stays as it is', () => {
  const former = noise(1);
  const blurred = blurHeads(former, [HEAD]);
  for (const [x, y] of [
    [0, 0],
    [95, 79],
    [0, 79],
    [95, 0],
    [48, 0],
    [48, 79],
    [4, 40],
  ] as const) {
    expect(at(blurred, x, y)).toEqual(at(former, x, y));
  }
  expect(blurHeads(former, [])).toEqual(former);
});

test('the photo that was given is not changed', () => {
  const former = noise(2);
  const copy = Uint8Array.from(former.data);
  blurHeads(former, [HEAD]);
  expect(former.data).toEqual(copy);
});

test('of overlapping heads nothing is left where they meet, whichever comes first', () => {
  const left: Box = [0.1, 0.2, 0.4, 0.5];
  const right: Box = [0.35, 0.3, 0.4, 0.5];
  const boxes = [left, right];
  const isHidden = (x: number, y: number) =>
    boxes.some(([a, b, c, d]) => x >= a * 96 && x < (a + c) * 96 && y >= b * 80 && y < (b + d) * 80);
  // Noise in the heads that means do not show: pixels of a chessboard change places.
  const former = photo((x, y) => (isHidden(x, y) ? [128 + ((x + y) % 2) * 2, 128, 128] : [x, y, 9]));
  const other = photo((x, y) => (isHidden(x, y) ? [128 + ((x + y + 1) % 2) * 2, 128, 128] : [x, y, 9]));
  expect(blurHeads(former, boxes)).toEqual(blurHeads(other, boxes));
  expect(blurHeads(former, [right, left])).toEqual(blurHeads(other, [right, left]));
});

test.each<[string, Box]>([
  ['beyond the left and the top', [-0.3, -0.2, 0.5, 0.5]],
  ['beyond the right and the bottom', [0.8, 0.7, 0.6, 0.9]],
  ['larger than the photo', [-1, -1, 3, 3]],
  ['smaller than a pixel', [0.5, 0.5, 0.002, 0.002]],
  ['of three pixels', [0.5, 0.5, 0.03, 0.03]],
  ['outside the photo', [1.2, 0.1, 0.3, 0.3]],
])('a head %s leaves a whole photo of true colours', (_, head) => {
  const grey = photo(() => [123, 123, 123]);
  const { data, width, height } = blurHeads(grey, [head]);
  expect({ width, height, length: data.length }).toEqual({ ...SIZE, length: grey.data.length });
  expect([...new Set(data)].every((level) => Math.abs(level - 123) <= 5)).toBe(true);
});

test('a head at the edge has colours of what the photo shows of it', () => {
  const edge = photo((x) => (x < 12 ? [200, 0, 0] : [0, 0, 200]));
  const [red = 0] = at(blurHeads(edge, [[-0.125, 0.2, 0.25, 0.5]]), 0, 36);
  expect(red).toBeGreaterThan(190);
});
