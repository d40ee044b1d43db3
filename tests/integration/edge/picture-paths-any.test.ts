import { describe, expect, test } from '@jest/globals';
import { parseCardPath, signCardPath } from '../../../card-schema/card-path.ts';
import { DEFAULT_CARD, TEMPLATE_NAMES } from '../../../card-schema/catalogue.ts';
import { CardError } from '../../../card-schema/errors.ts';
import { EXAMPLES } from '../../../card-schema/examples.ts';
import { choice, integer, text } from '../../../card-schema/fields.ts';
import { normalPath } from '../../../card-schema/normal-path.ts';
import { picturePathsSource } from '../../../card-site/bundle/picture-paths.ts';
import { STATIC_OBJECTS } from '../../../edge/core/answers.ts';
import { MAX_FUNCTION_BYTES } from '../../../local/cloudfront/cloudfront-function.ts';
import { createRandom } from '../../../tools/profile/gallery/random.ts';
import { current, DEFAULT, KEY, keyOf, load, OLD, SCORE, SIGNATURE } from '../../edge/cache-keys.ts';
import { DESIGN_VERSIONS } from '../../support/design-versions.ts';
import { fc } from '../../support/fast-check.ts';

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

describe('a team’s own templates', () => {
  const own = {
    league: {
      addressing: 'closed',
      fields: { home: integer({ label: 'Home', min: 5, max: 120 }), form: choice({ label: 'Form', options: ['win', 'loss'] }) },
    },
    note: { addressing: 'open', fields: { words: text({ label: 'Words', max: 20 }) } },
    face: { addressing: 'fixed', fields: {} },
    default: { addressing: 'fixed', fields: {} },
  } as const;
  const versions = { league: 'aaaaaaaaaaaa', note: 'bbbbbbbbbbbb', face: 'cccccccccccc', default: 'dddddddddddd' } as never;
  const ownKeyOf = load(picturePathsSource(versions, own));

  test.each([
    ['/league/5-win.jpg', '/~aaaaaaaaaaaa/league/5-win.jpg'],
    ['/~0123456789ab/league/120-loss.jpg', '/~aaaaaaaaaaaa/league/120-loss.jpg'],
    ['/league/4-win.jpg', DEFAULT],
    ['/league/121-win.jpg', DEFAULT],
    ['/league/5-draw.jpg', DEFAULT],
    ['/league/5-constructor.jpg', DEFAULT],
    ['/league/win-5.jpg', DEFAULT],
    ['/5-win.jpg', DEFAULT],
    ['/face.jpg', '/~cccccccccccc/face.jpg'],
    ['/face/face.jpg', DEFAULT],
    [`/note/WyJhIl0.${SIGNATURE}.jpg`, `/~bbbbbbbbbbbb/note/WyJhIl0.${SIGNATURE}.jpg`],
    ['/12-34-10.jpg', DEFAULT],
  ])('%s is known by their schema alone', (path, key) => {
    expect(ownKeyOf(path)).toBe(key);
  });

  test('a closed one with a field that no address can bound is refused when it is built', () => {
    const bad = { bad: { addressing: 'closed', fields: { words: text({ label: 'Words', max: 20 }) } } } as const;
    expect(() => picturePathsSource(versions, bad)).toThrow('"words" is of the kind text: only open templates can have it.');
  });

  test('many of them still fit', () => {
    const many = Object.fromEntries(
      Array.from({ length: 40 }, (_, at) => [`template${at}`, { addressing: 'open', fields: {} }] as const),
    );
    const all = Object.fromEntries(Object.keys(many).map((name) => [name, '0123456789ab'])) as never;
    expect(Buffer.byteLength(picturePathsSource(all, many))).toBeLessThanOrEqual(MAX_FUNCTION_BYTES);
  });
});
