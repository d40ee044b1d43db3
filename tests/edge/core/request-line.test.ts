import { describe, expect, test } from '@jest/globals';
import { CardError } from '../../../card-schema/errors.ts';
import { keyFields, loggableKey, missingFields, reasonFields } from '../../../edge/core/request-line.ts';

describe('the fields of a request’s line', () => {
  test('name the key of a card and its template', () => {
    const key = '0123456789ab/score/12-34-10.jpg';
    expect([keyFields(key), loggableKey(key)]).toEqual(Array(2).fill({ key, template: 'score' }));
  });

  test('cut a long key off; the line of a failure has all of it', () => {
    const key = `0123456789ab/article/${'x'.repeat(900)}.jpg`;
    expect(keyFields(key).key).toMatch(/^0123456789ab\/article\/x+…$/);
    expect(keyFields(key).key).toHaveLength(250);
    expect(loggableKey(key).key).toBe(key);
  });

  test.each([
    'article/cGF5bG9hZA.c2lnbmF0dXJlLW9mLWNhcmQ.jpg',
    '',
    '0123456789ab/constructor/x.jpg',
    '0123456789ab/score/1.a.jpg',
  ])('tell only the length of %p, which is no card’s key', (key) => {
    expect([keyFields(key), loggableKey(key)]).toEqual(Array(2).fill({ pathLength: key.length + 1 }));
  });

  test('say why without what a path holds', () => {
    const error = new CardError('invalid_params', '"home" must be a whole number from 0 to 99; got "c2lnbmF0\\"dXJl".');
    expect(reasonFields(error)).toEqual({ code: 'invalid_params', reason: '"home" must be a whole number from 0 to 99; got ….' });
    const unknown = new CardError('unknown_template', 'No template is called "c2lnbmF0dXJl"; there are score, article.');
    expect(reasonFields(unknown).reason).toBe('No template is called …; there are score, article.');
    const config = new CardError('bad_config', 'x-card-site must be an origin; got "nowhere".');
    expect(reasonFields(config).reason).toContain('nowhere');
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
