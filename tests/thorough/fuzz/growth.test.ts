// What `npm run fuzz` says of growing times is worth something only if it can say "too slow".
import { describe, expect, test } from '@jest/globals';
import { createRandom } from '../../../tools/profile/gallery/random.ts';
import { measureGrowth } from '../../fuzz/growth.ts';
import { LONG_PATHS, PATH_LENGTHS } from '../../fuzz/long-inputs.ts';
import type { Target } from '../../fuzz/target.ts';
import { TARGETS } from '../../fuzz/targets.ts';

const long = { letters: (length: number) => 'a'.repeat(length) };

/** The growth of a target that takes as long as is said here, on a clock of its own. */
async function grown(msOf: (length: number) => number) {
  let now = 0;
  const run = (input: string) => {
    now += msOf(input.length);
    return 'done';
  };
  return only({ name: 'timed', seeds: [], long, run }, () => now);
}

async function only(target: Target, clock?: () => number) {
  for await (const growth of measureGrowth(target, clock)) return growth;
  throw new Error('There is nothing to measure.');
}

describe('a target that grows', () => {
  test.each<[string, (length: number) => number, number, number]>([
    ['never slower than a call', () => 0.01, 9, 0],
    ['linear', (length) => length / 1000, 9, 1],
    ['linear, and so slow that it is broken off', (length) => length / 30, 5, 1],
    ['quadratic', (length) => (length / 4096) ** 2, 9, 2],
    ['quadratic, 110 ms at 1,024 characters', (length) => 110 * (length / 1024) ** 2, 3, 2],
    ['quadratic behind much that is the same for all', (length) => 5 + (length / 4096) ** 2, 9, 1.62],
    ['cubic', (length) => (length / 16_384) ** 3, 9, 3],
    ['cubic, 90 ms at 1,024 characters', (length) => 90 * (length / 1024) ** 3, 4, 3],
    ['too slow to know how', (length) => 110 * (length / 512) ** 2, 2, Number.POSITIVE_INFINITY],
    ['doubling with each thousand', (length) => 2 ** (length / 1000) / 1000, 8, 9.48],
  ])('%s', async (_, msOf, lengths, expected) => {
    const { ms, exponent } = await grown(msOf);
    expect(ms.size).toBe(lengths);
    if (Number.isFinite(expected)) expect(exponent).toBeCloseTo(expected, 1);
    else expect(exponent).toBe(expected);
  });
});

test('a pattern that tries again at each digit is seen to be quadratic, in real time', async () => {
  const run = (input: string) => String(/\d+!/.test(input));
  const digits = { digits: (length: number) => '1'.repeat(length) };
  const { exponent } = await only({ name: 'digits', seeds: [], long: digits, lengths: [1024, 2048, 4096], run });
  expect(exponent).toBeGreaterThan(1.5);
});

test.each(Object.entries(LONG_PATHS))('the long path of %s is refused for what it is, not for its length', async (_, make) => {
  const target = TARGETS.find(({ name }) => name === 'path parser');
  for (const length of PATH_LENGTHS) {
    expect(make(length)).toHaveLength(length);
    expect(await target?.run(make(length), createRandom('long'))).not.toMatch(/^too_long/);
  }
});
