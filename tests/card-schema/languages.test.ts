// @examples article event quote
// The words of our templates: complete, in every language, and found by a tag (field-cases.md, C1).
import { describe, expect, test } from '@jest/globals';
import { type CardInput, createCard, type TemplateName, templateNamed } from '../../card-schema/catalogue.ts';
import { EVENT_WORDS } from '../../card-schema/languages/event-words.ts';
import { fill, intlLocales, wordsIn } from '../../card-schema/languages/fixed-words.ts';
import { canonicalTag, MAX_LANGUAGE_CHARACTERS } from '../../card-schema/languages/tag.ts';
import { languageOfTexts } from '../../card-schema/languages/text-language.ts';
import { fc } from '../support/fast-check.ts';

describe('the entry of a language', () => {
  test.each([
    ['pt-BR', 'pt'],
    ['pt-PT', 'pt-PT'],
    ['zh-TW', 'zh-Hant'],
    ['zh-HK', 'zh-Hant'],
    ['zh-Hant-MO', 'zh-Hant'],
    ['zh', 'zh-Hans'],
    ['zh-SG', 'zh-Hans'],
    ['yue', 'zh-Hant'],
    ['yue-CN', 'zh-Hans'],
    ['nan', 'zh-Hans'],
    ['sr', 'sr'],
    ['sr-Latn', 'sr-Latn'],
    ['sr-ME', 'sr-Latn'],
    ['de-CH-1996', 'de'],
    ['gsw', 'de'],
    ['no', 'nb'],
    ['nn-NO', 'nb'],
    ['arz', 'ar'],
    ['fa-AF', 'fa'],
    ['tl', 'fil'],
    ['en-AU', 'en'],
    ['ar-u-nu-latn', 'ar'],
    // Another script than the entry is written in, and languages without one.
    ['ms-Arab', 'en'],
    ['kk-Arab', 'en'],
    ['tlh', 'en'],
    ['qaa-x-own', 'en'],
    ['und', 'en'],
    ['constructor', 'en'],
    ['', 'en'],
    ['not a tag', 'en'],
  ])('%p is that of %s', (language, entry) => {
    expect(wordsIn(EVENT_WORDS, language)).toBe(EVENT_WORDS[entry]);
  });

  test('is one of them, and the Intl API takes its locales, for every tag that a card may have', () => {
    const part = fc.stringMatching(/^[a-zA-Z0-9]{1,8}$/);
    fc.assert(
      fc.property(fc.array(part, { minLength: 1, maxLength: 5 }), (parts) => {
        const tag = canonicalTag(parts.join('-'));
        if (tag === undefined) return;
        expect(tag.length).toBeLessThanOrEqual(MAX_LANGUAGE_CHARACTERS);
        expect(canonicalTag(tag)).toBe(tag);
        expect(Object.values(EVENT_WORDS)).toContain(wordsIn(EVENT_WORDS, tag));
        expect(new Intl.NumberFormat([...intlLocales(tag)]).format(5)).not.toBe('');
      }),
      { numRuns: 3000 },
    );
  });
});

test('values take their places in a pattern as they are, and a place without a value stays', () => {
  expect(fill('{a} {b} {a} {constructor}', { a: '$& {b}', b: 2 })).toBe('$& {b} 2 $& {b} {constructor}');
});

describe('a text without a tag', () => {
  test.each([
    ['Small teams', 'en'],
    ['12:30', 'en'],
    ['', 'en'],
    ['海より早く', 'ja'],
    ['骨', 'zh-Hans'],
    ['骨ㄍㄨ', 'zh-Hant'],
    ['骨 고치다', 'ko'],
    ['TypeScriptとReactで学ぶ', 'ja'],
    ['What does 愛 mean?', 'en'],
    ['Привет', 'ru'],
    ['Привіт, світе', 'uk'],
    ['Добры дзень, ўсе', 'be'],
    ['Добар дан, ђаци', 'sr'],
    ['Қайырлы таң', 'kk'],
    ['البحر', 'ar'],
    ['گفتگو', 'fa'],
    ['یہاں لڑکے', 'ur'],
    ['הים', 'he'],
    ['Η θάλασσα', 'el'],
    ['समुद्र', 'hi'],
    ['সমুদ্র', 'bn'],
    ['கடல்', 'ta'],
    ['సముద్రం', 'te'],
    ['ทะเล', 'th'],
    ['ზღვა', 'ka'],
    ['ծով', 'hy'],
    ['ባሕር', 'am'],
    ['ಸಮುದ್ರ', 'kn'],
    ['സമുദ്രം', 'ml'],
    ['દરિયો', 'gu'],
    ['ਸਮੁੰਦਰ', 'pa'],
    ['මුහුද', 'si'],
    ['សមុទ្រ', 'km'],
    ['ທະເລ', 'lo'],
    ['ပင်လယ်', 'my'],
    ['𞤀𞤣𞤤𞤢𞤥', 'ff-Adlm'],
  ])('%p is in %s', (text, language) => {
    expect(languageOfTexts([text])).toBe(language);
    expect(languageOfTexts(['2026!', text, 'More in English than before'])).toBe(/\p{L}/u.test(text) ? language : 'en');
  });
});

describe('the words for a picture', () => {
  const altOf = <N extends TemplateName>(template: N, input: CardInput<N>) =>
    templateNamed(template).alt(createCard(template as string, input).params as never); // of this very template

  test.each([
    ['en', 'T, by A'],
    ['de', 'T, von A'],
    ['pt-BR', 'T, por A'],
    ['ar', 'T، بقلم A'],
    ['ja', 'T(著者:A)'],
    ['fi', 'T – A'],
  ])('of an article in %s', (language, says) => {
    expect(altOf('article', { title: 'T', author: 'A', language })).toBe(says);
  });

  test.each([
    ['en', '', 'T, Saturday, December 5, 2026, P'],
    ['de', '', 'T, Samstag, 5. Dezember 2026, P'],
    ['ja', '', 'T、2026年12月5日土曜日、P'],
    ['fa', '', 'T، شنبه ۵ دسامبر ۲۰۲۶، P'],
    ['ka', '', 'T, შაბათი, 5 დეკემბერი, 2026, P'],
    ['en', '2026-12-07', 'T, December 5 – 7, 2026, P'],
    ['de', '2027-01-07', 'T, 5. Dezember 2026 – 7. Januar 2027, P'],
  ])('of an event in %s until %p', (language, endDate, says) => {
    const alt = altOf('event', { title: 'T', place: 'P', date: '2026-12-05', endDate, language });
    expect(alt.replace(/[\u2009\u202f\u00a0]/gu, ' ')).toBe(says);
  });

  test.each([
    ['', 'Words', '“Words” A'],
    ['de', 'Wörter', '„Wörter“ A'],
    ['', 'Слова', '«Слова» A'],
    ['ja', '言葉', '「言葉」 A'],
  ])('of a quote in %p', (language, words, says) => {
    expect(altOf('quote', { words, speaker: 'A', language })).toBe(says);
  });
});
