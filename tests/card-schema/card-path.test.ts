import { describe, expect, test } from '@jest/globals';
import { formatCardPath, MAX_PATH_LENGTH, parseCardPath, signCardPath, verifyCardPath } from '../../card-schema/card-path.ts';
import { type Card, createCard } from '../../card-schema/catalogue.ts';
import { EXAMPLES } from '../../card-schema/examples.ts';
import { fc } from '../support/fast-check.ts';
import { longCard } from '../support/long-card.ts';
import { codeOf, KEY, payload, SIGNATURE } from './path-parts.ts';

describe('a path', () => {
  test.each(EXAMPLES)('of $template ($name) reads back into its card and is written the same again', async ({ card }) => {
    const path = await signCardPath(card, KEY);
    expect(parseCardPath(path).card).toEqual(card);
    expect(formatCardPath(parseCardPath(path))).toBe(path);
    expect(await verifyCardPath(path, [KEY])).toEqual(card);
  });

  test('may carry any well-formed design version, which it keeps', () => {
    expect(formatCardPath(parseCardPath('/~0123456789ab/12-34-10.jpg'))).toBe('/~0123456789ab/12-34-10.jpg');
  });

  test('of the root template is written without a folder', () => {
    expect(parseCardPath('/12-34-10.jpg')).toStrictEqual({ card: createCard('score', { home: 12, away: 34, round: 10 }) });
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

test('any article that can be made has a path that reads back', async () => {
  const text = (max: number) => fc.string({ unit: 'grapheme', minLength: 1, maxLength: max });
  await fc.assert(
    fc.asyncProperty(text(40), text(20), fc.nat(240), async (title, author, minutes) => {
      let card: Card;
      try {
        card = createCard('article', { title, author, minutes });
      } catch (error) {
        expect((error as Error).name).toBe('CardError');
        return;
      }
      expect(await verifyCardPath(await signCardPath(card, KEY), [KEY])).toEqual(card);
    }),
    { numRuns: 300 },
  );
});

describe('the length of a path', () => {
  test('may be the longest that there is', async () => {
    expect(codeOf(() => parseCardPath(`/${'1'.repeat(4091)}.jpg`))).toBe('not_a_card');
    expect(MAX_PATH_LENGTH).toBe(4096);
    const path = await signCardPath(longCard(), KEY, 'a47ca47ca47c');
    expect(path.length).toBeGreaterThan(1800);
    expect(parseCardPath(path).card).toEqual(longCard());
    expect(await verifyCardPath(path, [KEY])).toEqual(longCard());
  });

  test('is capped when reading', () => {
    expect(codeOf(() => parseCardPath(`/${'1'.repeat(MAX_PATH_LENGTH)}.jpg`))).toBe('too_long');
  });

  test('is capped when writing, with the number in the message', () => {
    const { params } = createCard('article', { title: 'T', author: 'A' });
    // No schema allows it; it is what a caller without types may hand in.
    const card = { template: 'article', params: { ...params, title: 'T'.repeat(3100) } } as Card;
    expect(() => formatCardPath({ card, signature: 'A'.repeat(22) })).toThrow(
      /The path has 4\d{3} characters, more than 4096: shorten/,
    );
  });
});
