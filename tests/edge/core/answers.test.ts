import { expect, test } from '@jest/globals';
import { CACHE_CONTROL, formatGlyphWarning } from '../../../edge/core/answers.ts';

test('the glyph warning is ASCII and bounded', () => {
  expect(formatGlyphWarning(['\ue000', '👩'])).toBe('no font has U+E000 U+1F469');
  expect(formatGlyphWarning(Array.from({ length: 12 }, (_, at) => String.fromCodePoint(0xe000 + at)))).toMatch(/ and 2 more$/);
});

test('nothing that failed is cached for longer than minutes', () => {
  const seconds = (text: string) => Number(/max-age=(\d+)/.exec(text)?.[1] ?? 0);
  expect(seconds(CACHE_CONTROL.fallback)).toBeLessThanOrEqual(30);
  expect(seconds(CACHE_CONTROL.unstored)).toBeLessThanOrEqual(60);
  expect(seconds(CACHE_CONTROL.default)).toBeLessThanOrEqual(300);
});
