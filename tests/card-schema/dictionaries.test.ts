// @examples article event score
// The words of our templates: complete, in every language, and found by a tag (field-cases.md, C1).
import { describe, expect, test } from '@jest/globals';
import { ARTICLE_WORDS } from '../../card-schema/languages/article-words.ts';
import { EVENT_WORDS } from '../../card-schema/languages/event-words.ts';
import type { Dictionary } from '../../card-schema/languages/fixed-words.ts';
import { QUOTATION_MARKS } from '../../card-schema/languages/quotation-marks.ts';
import { SCORE_WORDS } from '../../card-schema/languages/score-words.ts';
import { canonicalTag } from '../../card-schema/languages/tag.ts';

const DICTIONARIES = { article: ARTICLE_WORDS, event: EVENT_WORDS, score: SCORE_WORDS } as const;
type Words = Readonly<Record<string, string>>;
const dictionaries = Object.entries(DICTIONARIES) as unknown as readonly (readonly [string, Dictionary<Words>])[];

/** As long as a word may be where the cards put it, in characters. */
const MAX_WORD_CHARACTERS: Words = {
  read: '30',
  by: '40',
  where: '12',
  with: '12',
  more: '30',
  home: '16',
  away: '16',
  round: '20',
};

describe.each(dictionaries)('the words of %s', (name, dictionary) => {
  const required = Object.keys(dictionary.en).filter((key) => !key.endsWith('One'));

  test('are there in at least thirty languages, the same for every template', () => {
    const languages = Object.keys(dictionary);
    expect(languages.length).toBeGreaterThanOrEqual(30);
    expect(languages).toEqual(Object.keys(ARTICLE_WORDS));
    for (const language of languages) expect(canonicalTag(language)).toBe(language);
    const asked =
      'en de fr es pt it nl sv nb da fi pl cs sk hu ro bg el ru uk sr hr tr ar fa he hi bn ta te mr ur th vi id ms ja ko zh-Hans zh-Hant sw ka hy am ca lt lv et sl';
    expect(languages).toEqual(expect.arrayContaining(asked.split(' ')));
  });

  test.each(Object.entries(dictionary))('are complete in %s: each there, with its places, and short', (_, words) => {
    for (const key of required) {
      const [word = '', english = ''] = [words[key], dictionary.en[key]];
      expect(word).toMatch(/\p{L}|^\{title\} – \{author\}$/u);
      expect(word).toBe(word.trim().normalize('NFC'));
      expect(word).not.toMatch(/[\p{Cc}\p{Cf}]/u);
      expect(placesOf(word)).toEqual(placesOf(english));
      expect([...word].length).toBeLessThanOrEqual(Number(MAX_WORD_CHARACTERS[key]));
    }
    for (const key of Object.keys(words)) expect([...required, ...required.map((each) => `${each}One`)]).toContain(key);
  });

  test('are English in English alone, but for words that languages share', () => {
    const shared = Object.entries(dictionary).flatMap(([language, words]) =>
      language === 'en' ? [] : required.filter((key) => words[key] === dictionary.en[key]).map((key) => `${language} ${key}`),
    );
    expect(shared).toEqual([]);
  });

  test('are written in the script of their language', () => {
    for (const [language, words] of Object.entries(dictionary)) {
      const { script } = new Intl.Locale(language).maximize();
      const scripts: Words = { Jpan: 'Hiragana}\\p{Script=Katakana}\\p{Script=Han', Kore: 'Hangul', Hans: 'Han', Hant: 'Han' };
      const letters = new RegExp(`[\\p{Script=${scripts[script ?? ''] ?? script}}\\p{M}ー]`, 'gu');
      for (const key of required) {
        const text = (words[key] ?? '').replace(/\{\w+\}/g, '').replace(/[^\p{L}\p{M}]/gu, '');
        expect(`${name} ${language} ${key}: ${text.replace(letters, '')}`).toBe(`${name} ${language} ${key}: `);
      }
    }
  });
});

function placesOf(pattern: string): readonly string[] {
  return [...pattern.matchAll(/\{\w+\}/g)].map(([place]) => place).sort();
}

test('quotation marks are two, and none is a straight one', () => {
  for (const marks of Object.values(QUOTATION_MARKS)) expect(marks.join('')).toMatch(/^[“”„«»「」]{2}$/u);
});
