// @examples article score
import { expect, test } from '@jest/globals';
import { formatCardPath, MAX_PATH_LENGTH, parseCardPath, signCardPath, verifyCardPath } from '../../card-schema/card-path.ts';
import { type Card, createCard } from '../../card-schema/catalogue.ts';
import { fc } from '../support/fast-check.ts';
import { longCard } from '../support/long-card.ts';
import { codeOf, KEY } from './path-parts.ts';

test('a path of the root template is written without a folder', () => {
  expect(parseCardPath('/12-34-10.jpg')).toStrictEqual({ card: createCard('score', { home: 12, away: 34, round: 10 }) });
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

test('the length of a path may be the longest that there is', async () => {
  expect(codeOf(() => parseCardPath(`/${'1'.repeat(4091)}.jpg`))).toBe('not_a_card');
  expect(MAX_PATH_LENGTH).toBe(4096);
  const path = await signCardPath(longCard(), KEY, 'a47ca47ca47c');
  expect(path.length).toBeGreaterThan(1800);
  expect(parseCardPath(path).card).toEqual(longCard());
  expect(await verifyCardPath(path, [KEY])).toEqual(longCard());
});

test('the length of a path is capped when writing, with the number in the message', () => {
  const { params } = createCard('article', { title: 'T', author: 'A' });
  // No schema allows it; it is what a caller without types may hand in.
  const card = { template: 'article', params: { ...params, title: 'T'.repeat(3100) } } as Card;
  expect(() => formatCardPath({ card, signature: 'A'.repeat(22) })).toThrow(
    /The path has 4\d{3} characters, more than 4096: shorten/,
  );
});
