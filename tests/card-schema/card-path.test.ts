import { describe, expect, test } from '@jest/globals';
import { formatCardPath, MAX_PATH_LENGTH, parseCardPath, signCardPath, verifyCardPath } from '../../card-schema/card-path.ts';
import { TEMPLATE_NAMES } from '../../card-schema/catalogue.ts';
import { EXAMPLES } from '../../card-schema/examples.ts';
import { fc } from '../support/fast-check.ts';
import { SAMPLE_PATH } from '../support/sample-cards.ts';
import { codeOf, KEY, payload, SIGNATURE } from './path-parts.ts';

describe('a path', () => {
  test.each(EXAMPLES)('of $template ($name) reads back into its card and is written the same again', async ({ card }) => {
    const path = await signCardPath(card, KEY);
    expect(parseCardPath(path).card).toEqual(card);
    expect(formatCardPath(parseCardPath(path))).toBe(path);
    expect(await verifyCardPath(path, [KEY])).toEqual(card);
  });

  test('may carry any well-formed design version, which it keeps', () => {
    expect(formatCardPath(parseCardPath(`/~0123456789ab${SAMPLE_PATH}`))).toBe(`/~0123456789ab${SAMPLE_PATH}`);
  });
});

test('any text is a card that is written the same again, or a CardError', () => {
  const segment = fc.stringMatching(/^[\w.~-]{0,40}$/);
  const path = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 200 }),
    fc.array(segment, { maxLength: 4 }).map((parts) => `/${parts.join('/')}.jpg`),
    fc.json().map((json) => `/article/${payload(json)}.${SIGNATURE}.jpg`),
    fc.tuple(fc.nat(120), fc.nat(120), fc.nat(120)).map((numbers) => `/${numbers.join('-')}.jpg`),
  );
  fc.assert(
    fc.property(path, (text) => {
      try {
        expect(formatCardPath(parseCardPath(text))).toBe(text);
      } catch (error) {
        expect((error as Error).name).toBe('CardError');
      }
    }),
    { numRuns: 3000 },
  );
});

describe('the length of a path', () => {
  test('is capped when reading', () => {
    expect(codeOf(() => parseCardPath(`/${'1'.repeat(MAX_PATH_LENGTH)}.jpg`))).toBe('too_long');
  });
});

test.each([
  '',
  '/',
  '/default',
  '/default.JPG',
  '/default.png',
  '/Default.jpg',
  '/default.jpg/',
  '//default.jpg',
  'default.jpg',
  '/default.jpg?x=1',
  '/default.jpg\n',
  '/default/default.jpg',
  `/default.${SIGNATURE}.jpg`,
  '/~0123456789a/default.jpg',
  '/~0123456789ab/~0123456789ab/default.jpg',
  '/%64efault.jpg',
  '/nope/1-2-3.jpg',
  '/constructor/x.jpg',
  `/__proto__/x.${SIGNATURE}.jpg`,
])('no card is %p', (path) => {
  expect(codeOf(() => parseCardPath(path))).toMatch(/^(not_a_card|unknown_template|invalid_params)$/);
});

test('a path of no template is answered with the names of those that there are', () => {
  const message = `No template is called "nope"; there are ${TEMPLATE_NAMES.join(', ')}.`;
  expect(() => parseCardPath('/nope/x.jpg')).toThrow(expect.objectContaining({ code: 'unknown_template', message }));
});
