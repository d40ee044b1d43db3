import { describe, expect, test } from '@jest/globals';
import { readDrawn, readVisibleText } from '../../../edge/core/page-answer.ts';

describe('what a page answers', () => {
  test.each([
    { missingGlyphs: [], missingImages: [] },
    { missingGlyphs: ['\ue000', '👩‍👩‍👧‍👦'], missingImages: ['https://images.example.com/a.png'] },
    { missingGlyphs: Array(1024).fill('x'), missingImages: Array(64).fill('x') },
    { missingGlyphs: ['x'.repeat(64)], missingImages: ['x'.repeat(4096)] },
  ])('is a drawing: %j', (reply) => {
    expect(readDrawn(reply)).toBe(reply);
  });

  test.each([
    undefined,
    null,
    7,
    'drawn',
    {},
    { missingGlyphs: [] },
    { missingImages: [] },
    ...['abc', [5], [['x']], [''], { length: 1e9 }].flatMap((odd) => [
      { missingGlyphs: odd, missingImages: [] },
      { missingGlyphs: [], missingImages: odd },
    ]),
    { missingGlyphs: Array(1025).fill('x'), missingImages: [] },
    { missingGlyphs: ['x'.repeat(65)], missingImages: [] },
    { missingGlyphs: [], missingImages: Array(65).fill('x') },
    { missingGlyphs: [], missingImages: ['x'.repeat(4097)] },
    { reason: 7 },
    { reason: 7, detail: '' },
    { reason: 'timed out' },
    { reason: 'timed out', detail: 7 },
  ])('is nothing to believe: %j', (reply) => {
    expect(() => readDrawn(reply)).toThrow(
      expect.objectContaining({
        code: 'page_failed',
        message: 'The page says neither that it has drawn nor why it has not.',
      }),
    );
  });

  test.each([
    ['timed out', 'the images', 'page_failed'],
    ['font failed', 'Inter', 'page_failed'],
    ['unknown template', 'poster', 'draw_failed'],
    ['image failed', 'https://images.example.com/a.png', 'draw_failed'],
    ['text lost', 'no font has the letters of "title"', 'draw_failed'],
    ['text does not fit', 'title', 'draw_failed'],
    ['it timed out', '', 'draw_failed'],
    ['constructor', 'timed out', 'draw_failed'],
    ['', '', 'draw_failed'],
  ])('is a refusal: "%s" with the detail "%s" is %s', (reason, detail, code) => {
    expect(() => readDrawn({ reason, detail })).toThrow(
      expect.objectContaining({ code, message: `The page refuses: ${reason}: ${detail}` }),
    );
  });

  test('is a refusal in the words of the error where a component threw one', () => {
    const reply = { reason: 'unexpected', detail: 'timed out: of bounds' };
    expect(() => readDrawn(reply)).toThrow(
      expect.objectContaining({ code: 'draw_failed', message: 'The page refuses: timed out: of bounds' }),
    );
  });
});

describe('what a page says of its text', () => {
  test('is taken in numbers', () => {
    expect(readVisibleText({ characters: 3, letters: 0, more: 1 })).toEqual({ characters: 3, letters: 0 });
  });

  test.each([
    undefined,
    null,
    7,
    {},
    { characters: 3 },
    { characters: -1, letters: 0 },
    { characters: 1.5, letters: 1 },
    { characters: '3', letters: '3' },
  ])('is nothing where it is %j', (reply) => {
    expect(readVisibleText(reply)).toEqual({ characters: 0, letters: 0 });
  });
});
