import { expect, test } from '@jest/globals';
import { withoutStackedMarks } from '../../card-site/src/stacked-marks.ts';

test.each([
  ['Latin', 'Žluťoučký kůň, naïve façade, Åse'],
  ['Vietnamese, with two marks on a letter', 'Tiếng Việt: Ẫ Ệ Ộ ằ'],
  ['Greek with breathing, accent and iota', 'ᾧ ἄνθρωπε'],
  ['Hebrew with points and accents', 'בְּרֵאשִׁ֖ית'],
  ['Arabic with shadda and vowel', 'مُحَمَّدٌ'],
  ['Devanagari, Thai and Tibetan', 'क्षिप्र ที่นี่ བསྒྲུབས'],
  ['emoji sequences', '👩‍👩‍👧‍👦 🏳️‍🌈 7️⃣ 👍🏿'],
])('leaves %s as it is', (_, text) => {
  expect(withoutStackedMarks(text.normalize('NFC'))).toBe(text.normalize('NFC')); // as fields give it
});

test('leaves two marks above and one below of all that are stacked on a letter', () => {
  const stacked = `a${'\u0302\u0301\u0309'.repeat(9)}${'\u0323\u0331'.repeat(9)}b`;
  expect(withoutStackedMarks(stacked)).toBe('a\u0323\u0302b'.normalize('NFC'));
});
