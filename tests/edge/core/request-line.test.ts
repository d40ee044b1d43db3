import { describe, expect, test } from '@jest/globals';
import { readKey } from '../../../edge/core/asked-key.ts';
import { formatCardKey } from '../../../edge/core/card-key.ts';
import { keyFields, loggableKey, missingFields } from '../../../edge/core/request-line.ts';
import { DESIGN_VERSIONS } from '../../support/design-versions.ts';
import { SAMPLE_CARD } from '../../support/sample-cards.ts';

describe('the fields of a request’s line', () => {
  test('name the key of a card and its template', () => {
    const key = formatCardKey(SAMPLE_CARD, DESIGN_VERSIONS);
    expect([keyFields(readKey(key), DESIGN_VERSIONS), loggableKey(readKey(key), DESIGN_VERSIONS)]).toEqual(
      Array(2).fill({ key, template: SAMPLE_CARD.template }),
    );
  });

  test('cut a long key off; the line of a failure has all of it', () => {
    const key = `0123456789ab/default/${'x'.repeat(900)}.jpg`;
    expect(keyFields(readKey(key), DESIGN_VERSIONS).key).toMatch(/^0123456789ab\/default\/x+…$/);
    expect(keyFields(readKey(key), DESIGN_VERSIONS).key).toHaveLength(250);
    expect(loggableKey(readKey(key), DESIGN_VERSIONS).key).toBe(key);
  });

  test.each([
    'article/cGF5bG9hZA.c2lnbmF0dXJlLW9mLWNhcmQ.jpg',
    '',
    '0123456789ab/constructor/x.jpg',
    '0123456789ab/default/1.a.jpg',
  ])('have only the length of %p, which is not a card’s key', (key) => {
    expect([keyFields(readKey(key), DESIGN_VERSIONS), loggableKey(readKey(key), DESIGN_VERSIONS)]).toEqual(
      Array(2).fill({ pathLength: key.length + 1 }),
    );
  });

  test('name ten missing characters at most, and of four images the host and what is wrong with it', () => {
    const missingGlyphs = Array.from({ length: 12 }, (_, at) => String.fromCodePoint(0xe000 + at));
    const missingImages = Array.from({ length: 5 }, (_, at) => ({
      url: `https://images${at}.example.com/a.png?key=secret`,
      reason: 'answered 404',
    }));
    const fields = missingFields({ missingGlyphs, missingImages });
    expect(fields).toEqual({
      missingGlyphs: missingGlyphs.slice(0, 10),
      missingImages: [0, 1, 2, 3].map((at) => ({ host: `images${at}.example.com`, reason: 'answered 404' })),
    });
    expect(JSON.stringify(fields)).not.toContain('secret');
    expect(missingFields({ missingGlyphs: [], missingImages: [{ url: 'nowhere', reason: 'no host' }] })).toEqual({
      missingImages: [{ host: '', reason: 'no host' }],
    });
    expect(missingFields({ missingGlyphs: [], missingImages: [] })).toEqual({});
  });
});
