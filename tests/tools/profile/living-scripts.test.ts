import { describe, expect, test } from '@jest/globals';
import { LIVING_SCRIPTS, WITHOUT_NOTO } from '../../../tools/profile/gallery/living-scripts.ts';

/** UAX #31 of Unicode 17, table 5 (recommended), without Common and Inherited. */
const RECOMMENDED =
  `Arabic Armenian Bengali Bopomofo Cyrillic Devanagari Ethiopic Georgian Greek Gujarati Gurmukhi Hangul Han Hebrew
  Hiragana Kannada Katakana Khmer Lao Latin Malayalam Myanmar Oriya Sinhala Tamil Telugu Thaana Thai Tibetan`.split(/\s+/);
/** Table 7 (limited use). */
const LIMITED =
  `Adlam Balinese Bamum Batak Canadian_Aboriginal Chakma Cham Cherokee Hanifi_Rohingya Javanese Kayah_Li Lepcha Limbu
  Lisu Mandaic Meetei_Mayek Miao New_Tai_Lue Newa Nko Nyiakeng_Puachue_Hmong Ol_Chiki Osage Saurashtra Sundanese Syloti_Nagri Syriac
  Tai_Le Tai_Tham Tai_Viet Tifinagh Vai Wancho Yi`.split(/\s+/);

const names = LIVING_SCRIPTS.map(({ script }) => script);

describe('Living scripts', () => {
  test('are at least 72, each once, none of those without a font of Noto', () => {
    expect(new Set(names).size).toBe(names.length);
    expect(names.length).toBeGreaterThanOrEqual(72);
    expect(names.filter((name) => WITHOUT_NOTO.includes(name))).toEqual([]);
  });

  test('have all that Unicode recommends for identifiers or counts as in limited use', () => {
    expect([...RECOMMENDED, ...LIMITED].filter((name) => !names.includes(name))).toEqual([]);
  });

  test.each(LIVING_SCRIPTS)('$script is written in its own letters, and in those of no other script', (living) => {
    const { script, sentence, words, unseen } = living;
    const foreign = new RegExp(`[^\\p{Script=${script}}\\p{Script=Common}\\p{Script=Inherited}]|\\p{Cn}|\\p{Co}|\\p{Cs}`, 'u');
    const own = new RegExp(`\\p{Script=${script}}`, 'u');
    for (const text of [sentence, unseen.sentence, ...words, ...unseen.words]) {
      expect(text).not.toMatch(foreign);
      expect(text).toMatch(own);
      expect(text).toBe(text.normalize('NFC').trim());
    }
  });

  test.each(LIVING_SCRIPTS)('$script has a sentence and 20 words for the profile, and as many that it never draws', (living) => {
    const { sentence, words, unseen } = living;
    expect(new Set(words).size).toBe(words.length);
    expect(words.length).toBeGreaterThanOrEqual(20);
    expect(unseen.words.length).toBeGreaterThanOrEqual(20);
    expect(unseen.words.filter((word) => words.includes(word))).toEqual([]);
    expect(unseen.sentence).not.toBe(sentence);
    for (const text of [sentence, unseen.sentence]) {
      expect([...text].length).toBeGreaterThanOrEqual(8);
      expect([...text].length).toBeLessThanOrEqual(110);
    }
  });

  test('names a known direction, a known source and a valid language for each', () => {
    for (const { tag, direction, source } of LIVING_SCRIPTS) {
      expect(['ltr', 'rtl']).toContain(direction);
      expect(['udhr', 'transliterated', 'cldr', 'own', 'made']).toContain(source);
      expect(Intl.getCanonicalLocales(tag)).toEqual([tag]);
    }
  });
});
