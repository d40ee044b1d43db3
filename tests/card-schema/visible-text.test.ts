import { expect, test } from '@jest/globals';
import { hasVisibleCharacter } from '../../card-schema/visible-text.ts';

test('what shows nothing is what Unicode’s properties say, and some blanks besides', () => {
  const besides: string[] = [];
  for (let code = 0; code <= 0x10ffff; code++) {
    const character = String.fromCodePoint(code);
    const byUnicode = /[\p{White_Space}\p{Cc}\p{Cs}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}]/u.test(character);
    if (hasVisibleCharacter(character) === !byUnicode) continue;
    besides.push(`${byUnicode ? 'visible' : 'invisible'} ${code.toString(16)}`);
  }
  const egyptian = Array.from({ length: 19 }, (_, at) => `invisible ${(0x13430 + at).toString(16)}`);
  expect(besides).toEqual([
    ...['invisible 2800', 'invisible fff9', 'invisible fffa', 'invisible fffb'],
    ...egyptian,
    ...['invisible 16fe4', 'invisible 1d159'],
  ]);
});

test.each(['—', '.', '\u0301', '🏳️', '가', '\u0600', '\ufffd', ' \u200bi\u200b '])('%j shows something', (text) => {
  expect(hasVisibleCharacter(text)).toBe(true);
});

test.each(['', ' ', '\u200b', '\u2066\u2069', '\u{e0020}\u{e007f}', '\ufe0f'])('%j shows nothing', (text) => {
  expect(hasVisibleCharacter(text)).toBe(false);
});
