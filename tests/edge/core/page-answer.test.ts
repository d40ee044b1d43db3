import { describe, expect, test } from '@jest/globals';
import { readDrawn } from '../../../edge/core/page-answer.ts';

describe('what a page tells', () => {
  test.each([
    { missingGlyphs: [] },
    { missingGlyphs: ['\ue000', '👩‍👩‍👧‍👦'] },
    { missingGlyphs: Array(1024).fill('x') },
    { missingGlyphs: ['x'.repeat(64)] },
  ])('is a drawing: %j', (told) => {
    expect(readDrawn(told)).toBe(told);
  });

  test.each([
    undefined,
    null,
    7,
    'drawn',
    {},
    { missingGlyphs: 'abc' },
    { missingGlyphs: [5] },
    { missingGlyphs: [['x']] },
    { missingGlyphs: [''] },
    { missingGlyphs: { length: 1e9 } },
    { missingGlyphs: Array(1025).fill('x') },
    { missingGlyphs: ['x'.repeat(65)] },
    { reason: 7 },
  ])('is nothing to believe: %j', (told) => {
    expect(() => readDrawn(told)).toThrow(
      expect.objectContaining({
        code: 'page_failed',
        message: 'The page tells neither that it has drawn nor why it has not.',
      }),
    );
  });

  test.each([
    ['timed out: the images', 'page_failed'],
    ['font failed: Inter', 'page_failed'],
    ['unknown template: poster', 'draw_failed'],
    ['image failed: https://images.example.com/a.png', 'draw_failed'],
    ['text does not fit: title', 'draw_failed'],
    ['it timed out', 'draw_failed'],
    ['', 'draw_failed'],
  ])('is a refusal: "%s" is %s', (reason, code) => {
    expect(() => readDrawn({ reason })).toThrow(expect.objectContaining({ code, message: `The page refuses: ${reason}` }));
  });
});
