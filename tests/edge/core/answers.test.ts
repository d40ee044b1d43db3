import { describe, expect, test } from '@jest/globals';
import { CACHE_CONTROL, formatWarning, STATIC_OBJECTS } from '../../../edge/core/answers.ts';
import { isIncomplete } from '../../../edge/core/missing.ts';

const lacking = (missingGlyphs: readonly string[], ...reasons: readonly string[]) => ({
  missingGlyphs,
  missingImages: reasons.map((reason) => ({ url: 'https://images.example.com/a.png?key=secret', reason })),
});

describe('the warning of an incomplete card', () => {
  test('names characters as code points, ten at most', () => {
    expect(formatWarning(lacking(['\ue000', '👩']))).toBe('no font has U+E000 U+1F469');
    const characters = Array.from({ length: 12 }, (_, at) => String.fromCodePoint(0xe000 + at));
    expect(formatWarning(lacking(characters))).toMatch(/^no font has( U\+E00[0-9]){10} and 2 more$/);
    expect(formatWarning(lacking(characters.slice(2)))).toMatch(/^no font has( U\+E00[0-9A-B]){10}$/);
  });

  test('says of each image what is wrong with it, and nothing of its address but what the reason says', () => {
    const warning = formatWarning(lacking(['\ue000'], 'images.example.com answered 404', 'faces.example.com took too long'));
    expect(warning).toBe(
      'no font has U+E000; no image: images.example.com answered 404; no image: faces.example.com took too long',
    );
    expect(formatWarning(lacking([], 'images.example.com answered 404'))).toBe('no image: images.example.com answered 404');
  });

  test('is ASCII on one line, and as long as a header may well be', () => {
    expect(formatWarning(lacking([], 'sends 5000 × 4000 pixels of “ä”…\r\nset-cookie: a=b'))).toBe(
      'no image: sends 5000 x 4000 pixels of ?...?set-cookie: a=b',
    );
    const long = formatWarning(lacking(['\ue000'], 'x'.repeat(400), 'y'.repeat(400)));
    expect(long).toHaveLength(500);
    expect(long).toMatch(/y\.\.\.$/);
  });
});

test('a card is incomplete as soon as anything is missing', () => {
  expect([lacking([]), lacking(['x']), lacking([], 'gone')].map(isIncomplete)).toEqual([false, true, true]);
});

test('a card is kept for a year, and what nobody has drawn is not kept at all', () => {
  expect(CACHE_CONTROL.card).toBe('public, max-age=31536000');
  expect(CACHE_CONTROL.headMiss).toBe('no-store');
  for (const kept of [CACHE_CONTROL.default, CACHE_CONTROL.incomplete, CACHE_CONTROL.unstored, CACHE_CONTROL.fallback]) {
    expect(kept).toMatch(/^public, max-age=[1-9]\d*$/);
  }
});

test('what browsers ask every site for is passed on', () => {
  expect([...STATIC_OBJECTS]).toEqual(['/robots.txt', '/favicon.ico']);
});

test('nothing that failed is cached for longer than minutes', () => {
  const seconds = (text: string) => Number(/max-age=(\d+)/.exec(text)?.[1] ?? 0);
  expect(seconds(CACHE_CONTROL.fallback)).toBeLessThanOrEqual(30);
  expect(seconds(CACHE_CONTROL.unstored)).toBeLessThanOrEqual(60);
  expect(seconds(CACHE_CONTROL.default)).toBeLessThanOrEqual(300);
  expect(seconds(CACHE_CONTROL.incomplete)).toBe(300); // nor again and again: an image that left may never come back
});
