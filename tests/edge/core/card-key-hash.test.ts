// @examples article score
import { createHash } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { type Card, createCard } from '../../../card-schema/catalogue.ts';
import { formatValues } from '../../../card-schema/values.ts';
import { formatCardKey, keyWithPayload, MAX_KEY_BYTES, parseCardKey } from '../../../edge/core/card-key.ts';
import { DESIGN_VERSIONS } from '../../support/design-versions.ts';
import { longCard } from '../../support/long-card.ts';

describe('the key of a card whose payload S3 would not take', () => {
  const { key, payload } = keyWithPayload(longCard(), DESIGN_VERSIONS);
  const refused = (message: string) => expect.objectContaining({ name: 'CardError', code: 'not_a_card', message });

  test('holds the hash of its payload, in characters that need no escape', () => {
    expect(key).toMatch(/^[0-9a-f]{12}\/article\/h-[0-9a-f]{64}\.jpg$/);
    expect(payload).toBe(formatValues(longCard()));
    expect(formatCardKey(longCard(), DESIGN_VERSIONS)).toBe(key);
  });

  test('reads back into the card with the payload', () => {
    expect(parseCardKey(key, payload)).toEqual({ card: longCard(), designVersion: DESIGN_VERSIONS.article });
  });

  test('is refused without the payload, and with another', () => {
    expect(() => parseCardKey(key)).toThrow(refused('The key holds a hash, and its payload has not come with it.'));
    for (const other of ['', `${payload}A`, payload?.slice(1), formatValues(longCard('Another'))]) {
      expect(() => parseCardKey(key, other)).toThrow(refused('The payload that came with the key has another hash.'));
    }
  });

  test('differs from card to card', () => {
    expect(formatCardKey(longCard('Another'), DESIGN_VERSIONS)).not.toBe(key);
  });

  test('is the only key of its card: neither the whole payload nor the hash of a short one is taken', () => {
    expect(() => parseCardKey(`0123456789ab/article/${payload}.jpg`)).toThrow(refused('The card has another key.'));
    const short = formatValues(createCard('article', { title: 'T', author: 'A' }));
    const hash = createHash('sha256').update(short).digest('hex');
    expect(() => parseCardKey(`0123456789ab/article/h-${hash}.jpg`, short)).toThrow(refused('The card has another key.'));
  });

  test.each([-1, 0, 1])('begins where the key would have 1,024 bytes and more (%d)', (more) => {
    const card = cardWithKeyOf(MAX_KEY_BYTES + more);
    const { key: found, payload: sent } = keyWithPayload(card, DESIGN_VERSIONS);
    expect(found.length <= MAX_KEY_BYTES).toBe(true);
    expect(sent !== undefined).toBe(more > 0);
    expect(parseCardKey(found, sent).card).toEqual(card);
  });

  test('is not asked for where the template is closed, or there is none', () => {
    expect(() => parseCardKey(`0123456789ab/score/h-${'0'.repeat(64)}.jpg`)).toThrow(
      expect.objectContaining({ code: 'not_a_card' }),
    );
    expect(() => parseCardKey(`0123456789ab/nope/h-${'0'.repeat(64)}.jpg`)).toThrow(
      expect.objectContaining({ code: 'unknown_template' }),
    );
  });
});

/** A card whose key would have so many bytes with its payload in it. */
function cardWithKeyOf(bytes: number): Card {
  const long = { title: '漢'.repeat(140), author: '字'.repeat(10), section: '節'.repeat(30) };
  const cards = Array.from({ length: 174 }, (_, at) =>
    createCard('article', { ...long, cover: `https://images.example.com/${'a'.repeat(at)}` }),
  );
  const card = cards.find((one) => `0123456789ab/article/${formatValues(one)}.jpg`.length === bytes);
  if (!card) throw new Error(`No card has a key of ${bytes} bytes.`);
  return card;
}
