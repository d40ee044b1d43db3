// @examples article score
// A short run of `npm run fuzz` with a seed that does not change, and what the longer runs found.
import { describe, expect, test } from '@jest/globals';
import { createCard } from '../../../card-schema/catalogue.ts';
import { parsePagePath } from '../../../card-schema/page-path.ts';
import { parseCardKey } from '../../../edge/core/card-key.ts';
import { errorFields } from '../../../edge/core/error-fields.ts';
import { createRandom } from '../../../tools/profile/gallery/random.ts';
import { fuzzTarget } from '../../fuzz/fuzz-target.ts';
import { mutate } from '../../fuzz/mutate.ts';
import type { Target } from '../../fuzz/target.ts';
import { TARGETS } from '../../fuzz/targets.ts';

describe('a short run', () => {
  test.each(TARGETS.map((target) => [target.name, target] as const))('of %s breaks no promise', async (_, target) => {
    const { cases, crashes, outcomes } = await fuzzTarget(target, { seed: 'jest', cases: 5000, seconds: 20 });
    expect(crashes).toEqual([]);
    expect(cases).toBe(5000);
    expect(outcomes.size).toBeGreaterThan(1);
  });

  test.each([
    ['signature', 'not_a_card: The payload is not a JSON array.'],
    ['key parser', 'not_a_card: The payload is not a JSON array.'],
    ['schema round trip', 'invalid_params: … is missing: give'],
  ])('of %s reaches what is hard to reach: %s', async (name, outcome) => {
    const target = TARGETS.find((each) => each.name === name);
    const { outcomes } = await fuzzTarget(target as Target, { seed: 'jest', cases: 5000, seconds: 20 });
    expect([...outcomes].filter((each) => each.startsWith(outcome))).not.toEqual([]);
  });

  test('finds a promise that is broken', async () => {
    const careless: Target = {
      name: 'careless',
      seeds: ['/12-34-10.jpg'],
      run: (path) => {
        if (path.includes('\0')) throw new Error('Nobody thought of this.');
        return 'fine';
      },
    };
    const { crashes } = await fuzzTarget(careless, { seed: 'jest', cases: 5000, seconds: 20 });
    expect(crashes.length).toBeGreaterThan(0);
    expect(crashes[0]).toMatchObject({ input: expect.stringContaining('\0'), error: expect.stringContaining('Nobody thought') });
  });

  test('is the same whenever it has the same seed', () => {
    const made = (seed: string) => {
      const random = createRandom(seed);
      return Array.from({ length: 50 }, () => mutate('/12-34-10.jpg', random, ['/default.jpg']));
    };
    expect(made('a')).toEqual(made('a'));
    expect(made('a')).not.toEqual(made('b'));
  });
});

describe('what was found:', () => {
  const refused = expect.objectContaining({ name: 'CardError' });

  test('lists in lists, deeper than a stack, are refused like anything else', () => {
    const deep = `[${'['.repeat(20_000)}${']'.repeat(20_000)},1,1,1,1,1,1]`;
    const key = `a47ca47ca47c/article/${Buffer.from(deep).toString('base64url')}.jpg`;
    expect(() => parseCardKey(key)).toThrow(refused);
  });

  test('values that are not JSON are refused like anything else', () => {
    const circle: Record<string, unknown> = {};
    circle['self'] = circle;
    for (const title of [circle, 10n, Symbol('x'), () => 'x']) {
      expect(() => createCard('article', { title, author: 'A' } as never)).toThrow(refused);
    }
  });

  test('a page path begins with its slash', () => {
    expect(() => parsePagePath('x/score/12-34-10')).toThrow(refused);
    expect(parsePagePath('/score/12-34-10').template).toBe('score');
  });

  test('an error of nothing but digits is looked through in one go', () => {
    // At a square of its length this would take minutes.
    const { reason } = errorFields(new Error('1'.repeat(1_000_000)));
    expect(reason.length).toBeLessThan(2000);
  });

  test('what looks like a signature right behind one is cut out as well', () => {
    const { reason } = errorFields(new Error(`/article/W10.${'A'.repeat(22)}.jpg${'B'.repeat(19)}.jpg`));
    expect(reason).toBe('/article/W10.….….jpg');
  });
});
