// @examples article score
import { describe, expect, test } from '@jest/globals';
import { parseCardPath, signCardPath } from '../../../card-schema/card-path.ts';
import { DEFAULT_CARD, TEMPLATE_NAMES } from '../../../card-schema/catalogue.ts';
import { CardError } from '../../../card-schema/errors.ts';
import { EXAMPLES } from '../../../card-schema/examples.ts';
import { normalPath } from '../../../card-schema/normal-path.ts';
import { STATIC_OBJECTS } from '../../../edge/core/answers.ts';
import { createRandom } from '../../../tools/profile/gallery/random.ts';
import { current, DEFAULT, KEY, keyOf, OLD, SIGNATURE } from '../../edge/cache-keys.ts';
import { DESIGN_VERSIONS } from '../../support/design-versions.ts';
import { fc } from '../../support/fast-check.ts';

const SCORE = DESIGN_VERSIONS.score;

test('every list in JSON may be a payload, whatever its last value is', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(fc.string(), fc.integer(), fc.array(fc.string()))), (values) => {
      const path = `/article/${Buffer.from(JSON.stringify(values)).toString('base64url')}.${SIGNATURE}.jpg`;
      expect(keyOf(path)).toBe(current('article', path));
    }),
  );
});

test('of random payloads and signatures hardly any gets past', () => {
  const random = createRandom('junk');
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  const word = (length: number) => Array.from({ length }, () => random.pick([...letters])).join('');
  const paths = Array.from({ length: 10_000 }, () => `/article/${word(random.integer(8, 60))}.${word(22)}.jpg`);
  expect(paths.filter((path) => keyOf(path) !== DEFAULT).length).toBeLessThanOrEqual(2);
});

describe('of any path', () => {
  const junk = fc.oneof(
    fc.webPath(),
    fc.string({ unit: 'binary-ascii' }).map((rest) => `/${rest}`),
    fc
      .tuple(fc.constantFrom('', `~${OLD}/`, `%7E${SCORE}/`, '/', '../'), fc.nat(120), fc.nat(120), fc.nat(120))
      .map(([before, ...values]) => `/${before}${values.join('-')}.jpg`),
    fc
      .tuple(fc.constantFrom(...TEMPLATE_NAMES), fc.base64String(), fc.constantFrom('', `.${SIGNATURE}`))
      .map(([name, values, end]) => `/${name}/W${values.replace(/[+/=]/g, '-')}${end}.jpg`),
  );

  test('the key of a key is that key, and is in its normal spelling', () => {
    fc.assert(
      fc.property(junk, (path) => {
        const key = keyOf(path);
        expect(keyOf(key)).toBe(key);
        expect(normalPath(key)).toBe(key);
      }),
      { numRuns: 3000 },
    );
  });

  test('the judge behind it finds the same card with it and without it', () => {
    const judged = (path: string) => {
      try {
        return parseCardPath(normalPath(path)).card;
      } catch (error) {
        if (error instanceof CardError) return DEFAULT_CARD;
        throw error;
      }
    };
    fc.assert(
      fc.property(junk, (path) => {
        expect(judged(keyOf(path))).toEqual(STATIC_OBJECTS.has(normalPath(path)) ? expect.anything() : judged(path));
      }),
      { numRuns: 3000 },
    );
  });

  test('that is a card in its current design stays as it is', async () => {
    for (const { card, template } of EXAMPLES) {
      const path = template === 'default' ? DEFAULT : await signCardPath(card, KEY, DESIGN_VERSIONS[template]);
      expect(keyOf(path)).toBe(path);
    }
    fc.assert(
      fc.property(fc.tuple(fc.nat(99), fc.nat(99), fc.nat(99)), (values) => {
        const path = `/~${SCORE}/${values.join('-')}.jpg`;
        expect(keyOf(path)).toBe(path);
      }),
    );
  });
});
