// @examples article event score
import { describe, expect, test } from '@jest/globals';
import { createCard } from '../../card-schema/catalogue.ts';
import { CardError } from '../../card-schema/errors.ts';

const refusal = (template: string, input: unknown): CardError => {
  try {
    createCard(template as 'article', input as never);
  } catch (error) {
    if (error instanceof CardError) return error;
    throw error;
  }
  throw new Error('The card was accepted.');
};

const article = { title: 'T', author: 'A' };

describe('params', () => {
  test('get their defaults and are normalised', () => {
    expect(createCard('article', { title: '  Cafe\u0301\nau lait ', author: 'A' }).params).toEqual({
      title: 'Café au lait',
      author: 'A',
      section: '',
      minutes: 0,
      theme: 'light',
      cover: '',
      avatar: '',
      language: '',
      readWord: '',
    });
  });

  test('take every language by its tag, in one spelling', () => {
    const languageOf = (language: string) => createCard('article', { ...article, language }).params.language;
    expect(languageOf('zh-Hant')).toBe('zh-Hant');
    expect(languageOf('zh-hant-tw')).toBe('zh-Hant-TW');
    expect(refusal('article', { ...article, language: 'en_US' }).message).toBe(
      '"language" must be a BCP 47 language tag such as de, pt-BR or zh-Hant, of at most 35 characters, or empty for what the texts are in; got "en_US".',
    );
  });

  test('are counted in code points, not in units', () => {
    expect(createCard('article', { ...article, title: '👩'.repeat(140) }).params.title).toHaveLength(280);
    expect(refusal('article', { ...article, title: '👩'.repeat(141) }).message).toContain(
      '"title" must be a text of 1 to 140 characters',
    );
  });

  test.each([
    ['a control character', 'a\u0007b'],
    ['a C1 control', 'a\u0086b'],
    ['a lone surrogate', 'a\ud800b'],
    ['a direction override', 'a\u202eb'],
    ['nothing but spaces', '   '],
    ['nothing that is seen', '\u200b\u3164\u{e0020}'],
  ])('refuse %s in a text', (_, title) => {
    expect(refusal('article', { ...article, title }).code).toBe('invalid_params');
  });

  test.each([
    'http://x.example/a.jpg',
    'https://u@x.example/a.jpg',
    'https://x.example:8443/a.jpg',
    'https://192.0.2.1/a.jpg',
    'x.example/a.jpg',
    'javascript:1',
    `https://x.example/${'a'.repeat(1000)}`,
  ])('refuse the image address %s', (cover) => {
    expect(refusal('article', { ...article, cover }).message).toContain('"cover" must be an https address');
  });

  test('refuse a day that does not exist', () => {
    expect(refusal('event', { title: 'T', place: 'P', date: '2026-02-30' }).message).toContain('a day such as');
  });

  test('refuse a last day before the first one, and name both', () => {
    const event = { title: 'T', place: 'P', date: '2026-12-05' };
    expect(refusal('event', { ...event, endDate: '2026-12-03' }).message).toBe(
      '"endDate" must not be before "date"; got 2026-12-03 and 2026-12-05.',
    );
    expect(refusal('event', { ...event, endDate: '2026-12-32' }).message).toBe(
      '"endDate" must be a day such as 2026-05-14, or empty; got "2026-12-32".',
    );
    for (const endDate of ['', '2026-12-05', '2027-01-01']) {
      expect(createCard('event', { ...event, endDate }).params.endDate).toBe(endDate);
    }
  });

  test('take fifty speakers, whose names have 400 characters together', () => {
    const event = { title: 'T', place: 'P', date: '2026-12-05' };
    const { params } = createCard<'event'>('event', { ...event, speakers: Array(50).fill('Ada Quin') });
    expect(params.speakers).toHaveLength(50);
    for (const speakers of [Array(51).fill('A'), Array(11).fill('A'.repeat(40)), ['A'.repeat(41)]]) {
      expect(refusal('event', { ...event, speakers }).message).toContain(
        '"speakers" must be up to 50 texts of 1 to 40 characters each, 400 together',
      );
    }
  });

  test.each([[-1], [1000], [1.5], [Number.NaN], ['7'], [null]])('refuse %p where a whole number is wanted', (home) => {
    expect(refusal('score', { home, away: 1, round: 1 }).message).toContain('"home" must be a whole number from 0 to 999');
  });
});

describe('a complaint', () => {
  test('names every field that is wrong, what is allowed, and fields that do not exist', () => {
    expect(refusal('article', { author: '', theme: 'drak', titel: 'x' }).message).toBe(
      '"title" is missing: give a text of 1 to 140 characters. "author" must be a text of 1 to 60 characters; got "". ' +
        '"theme" must be one of light, dark, forest, ember; got "drak". ' +
        '"titel" is not a field; there are title, author, section, minutes, theme, cover, avatar, language, readWord.',
    );
  });

  test('says of a text that shows nothing what it lacks', () => {
    expect(refusal('article', { ...article, title: '\u200b' }).message).toBe(
      '"title" must be a text of 1 to 140 characters, one of them visible at least; got "\u200b".',
    );
  });

  test('quotes at most forty characters of the input', () => {
    expect(refusal('article', { ...article, theme: 'x'.repeat(1000) }).message.length).toBeLessThan(160);
  });

  test('says so when the params are not an object', () => {
    expect(refusal('score', 'nonsense').message).toBe('Params must be an object.');
  });
});
