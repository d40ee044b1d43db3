import { expect, test } from '@jest/globals';
import { marksLeftOut, withoutStackedMarks } from '../../card-site/src/stacked-marks.ts';

test.each([
  ['Latin', 'Žluťoučký kůň, naïve façade, Åse'],
  ['Vietnamese, with two marks on a letter', 'Tiếng Việt: Ẫ Ệ Ộ ằ'],
  ['Greek with breathing, accent and iota', 'ᾧ ἄνθρωπε'],
  ['Hebrew with points and accents', 'בְּרֵאשִׁ֖ית'],
  ['Arabic with shadda and vowel', 'مُحَمَّدٌ'],
  ['Devanagari, Thai and Tibetan', 'क्षिप्र ที่นี่ བསྒྲུབས'],
  ['Tibetan stacks, Burmese, Khmer and Tai Tham', 'ཧྐྵྨླྺྲྱྃ ཨོཾ ကြွှုံ့ ញ៉ាំ ស្ត្រី ᨠᩣ᩠ᨿ'],
  ['letters of Old Church Slavonic above others', 'бг҃ъ ⷣⷭ҇ и҆́'],
  ['long vowels of Hindi', 'हाााा नहीीीी'],
  ['an enclosed letter', 'A⃝ 1⃣'],
  ['emoji sequences', '👩‍👩‍👧‍👦 🏳️‍🌈 7️⃣ 👍🏿'],
])('leaves %s as it is', (_, text) => {
  expect(withoutStackedMarks(text.normalize('NFC'))).toBe(text.normalize('NFC')); // as fields give it
});

test('leaves two marks above and one below of all that are stacked on a letter', () => {
  const stacked = `a${'\u0302\u0301\u0309'.repeat(9)}${'\u0323\u0331'.repeat(9)}b`;
  expect(withoutStackedMarks(stacked)).toBe('a\u0323\u0302b'.normalize('NFC'));
});

test.each([
  ['Thai', 'ก่่่่่่่ เก้้้้า', 'ก่ เก้า'],
  ['Thai, in turns', 'กิ่้ิ่้ิ่้', 'กิ่้'],
  ['Arabic', `ب${'\u064e'.repeat(12)}`, 'ب\u064e'],
  ['Devanagari', `क${'\u0901'.repeat(9)}`, 'क\u0901'],
  ['Tibetan', `ཀ${'\u0f74'.repeat(9)}`, 'ཀ\u0f74'],
  ['Hebrew', 'ש\u05b0\u05b1\u05b0\u05b1', 'ש\u05b0\u05b1'],
  ['enclosing', `x${'\u20dd'.repeat(9)}${'\u0489'.repeat(9)}`, 'x\u20dd\u0489'],
  ['supplementary', `a${'\u1dc4'.repeat(9)}`, 'a\u1dc4\u1dc4'],
  ['half', `a${'\ufe20'.repeat(9)}`, 'a\ufe20\ufe20'],
])('leaves each of the marks that are stacked once: %s', (_, text, left) => {
  expect(withoutStackedMarks(text.normalize('NFC'))).toBe(left.normalize('NFC'));
});

test.each([
  ['a third mark of another kind', 'mộ\u1ae5t', ['\u1ae5']],
  ['all of zalgo that is not kept', `a${'\u0302\u0301\u0309'.repeat(9)}`, ['\u0309']],
  ['but not one mark too often', `a${'\u0301'.repeat(18)} เก้้้้า`, []],
  ['and nothing of a plain text', 'Tiếng Việt', []],
])('names the marks of which nothing is left: %s', (_, text, lost) => {
  const given = text.normalize('NFC');
  expect(marksLeftOut(given, withoutStackedMarks(given))).toEqual(lost);
});
