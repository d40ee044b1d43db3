import { expect, test } from '@jest/globals';
import { charactersIn, codePointOf } from '../../card-schema/code-point.ts';

test.each([
  ['\t', 'U+0009'],
  ['é', 'U+00E9'],
  ['漢', 'U+6F22'],
  ['👩', 'U+1F469'],
  ['\u{10ffff}', 'U+10FFFF'],
])('%j is written %s, and read again', (character, written) => {
  expect(codePointOf(character)).toBe(written);
  expect(charactersIn(`no font has ${written} and 2 more`)).toEqual([character]);
});

test('a warning names its characters in order', () => {
  expect(charactersIn('no font has U+E000 U+1F469 and 2 more')).toEqual(['\ue000', '👩']);
  expect(charactersIn('nothing: U+12 U+ +0041')).toEqual([]);
});
