import { describe, expect, test } from '@jest/globals';
import { createRandom, type Random } from '../../tools/profile/gallery/random.ts';
import { fc } from '../support/fast-check.ts';
import { mediansOf, percentile, summarize } from './statistics.ts';

describe('percentile', () => {
  test.each([
    [[7], 0.95, 7],
    [[3, 1, 2], 0.5, 2],
    [[4, 1, 3, 2], 0.5, 2.5],
    [Array.from({ length: 101 }, (_, value) => value), 0.95, 95],
    [[0, 10], 0.95, 9.5],
  ])('of %j at %d is %d', (values, share, expected) => {
    expect(percentile(values, share)).toBeCloseTo(expected, 10);
  });

  test('lies between the smallest and the largest value, and leaves the values as they are', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 1 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (values, share) => {
          const before = [...values];
          const found = percentile(values, share);
          expect(found).toBeGreaterThanOrEqual(Math.min(...values));
          expect(found).toBeLessThanOrEqual(Math.max(...values));
          expect(values).toEqual(before);
        },
      ),
    );
  });

  test('of no values is refused, rather than given as zero', () => {
    expect(() => percentile([], 0.5)).toThrow('no values');
  });
});

test('a summary has median, 95th percentile, mean and how many there were', () => {
  expect(summarize([1, 2, 3, 4, 100])).toEqual({ p50: 3, p95: 80.8, mean: 22, n: 5 });
});

test('medians of several accounts are taken figure by figure', () => {
  expect(mediansOf([{ draw: 1, store: 9 }, { draw: 3, store: 7 }, { draw: 2 }])).toEqual({ draw: 2, store: 7 });
  expect(mediansOf([])).toEqual({});
});

describe('the order of a run', () => {
  test('has everything once', () => {
    fc.assert(
      fc.property(fc.array(fc.integer()), fc.string(), (items, seed) => {
        const mixed = createRandom(seed).some(items, items.length);
        expect(mixed.toSorted((a, b) => a - b)).toEqual(items.toSorted((a, b) => a - b));
      }),
    );
  });

  test('is the same in every run and differs from round to round', () => {
    const items = [1, 2, 3, 4, 5, 6, 7, 8];
    const rounds = (random: Random) => [random.some(items, items.length), random.some(items, items.length)];
    const [first, second] = rounds(createRandom('order'));
    expect(rounds(createRandom('order'))).toEqual([first, second]);
    expect(first).not.toEqual(second);
  });

  test('puts every item into every place about equally often', () => {
    const random = createRandom('places');
    const firsts = [0, 0, 0];
    for (let round = 0; round < 3000; round++) {
      const [first = 0] = random.some([0, 1, 2], 3);
      firsts[first] = (firsts[first] ?? 0) + 1;
    }
    for (const times of firsts) expect(Math.abs(times - 1000)).toBeLessThan(100);
  });
});
