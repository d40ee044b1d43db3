import { expect, test } from '@jest/globals';
import { CACHE_CONTROL, formatGlyphWarning, STORED_OBJECTS } from '../../../edge/core/answers.ts';

test('the glyph warning is ASCII and bounded', () => {
  expect(formatGlyphWarning(['\ue000', '👩'])).toBe('no font has U+E000 U+1F469');
  const twelve = Array.from({ length: 12 }, (_, at) => String.fromCodePoint(0xe000 + at));
  expect(formatGlyphWarning(twelve)).toMatch(/^no font has( U\+E00[0-9]){10} and 2 more$/);
});

test('the glyph warning names ten characters without a word of more', () => {
  const ten = Array.from({ length: 10 }, (_, at) => String.fromCodePoint(0xe000 + at));
  expect(formatGlyphWarning(ten)).toMatch(/^no font has( U\+E00[0-9]){10}$/);
});

test('a card is kept for a year, and what nobody has drawn is not kept at all', () => {
  expect(CACHE_CONTROL.card).toBe('public, max-age=31536000');
  expect(CACHE_CONTROL.undrawn).toBe('no-store');
  for (const kept of [CACHE_CONTROL.default, CACHE_CONTROL.unstored, CACHE_CONTROL.fallback]) {
    expect(kept).toMatch(/^public, max-age=[1-9]\d*$/);
  }
});

test('what browsers ask every site for is passed on', () => {
  expect([...STORED_OBJECTS]).toEqual(['/robots.txt', '/favicon.ico']);
});

test('nothing that failed is cached for longer than minutes', () => {
  const seconds = (text: string) => Number(/max-age=(\d+)/.exec(text)?.[1] ?? 0);
  expect(seconds(CACHE_CONTROL.fallback)).toBeLessThanOrEqual(30);
  expect(seconds(CACHE_CONTROL.unstored)).toBeLessThanOrEqual(60);
  expect(seconds(CACHE_CONTROL.default)).toBeLessThanOrEqual(300);
});
