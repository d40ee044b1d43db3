// @examples article quote
// What a card says in its language, by the texts on the stage of the real browser (field-cases.md, C1, C4, D).
import { describe, expect, test } from '@jest/globals';
import { type CardInput, createCard } from '../../../card-schema/catalogue.ts';
import { sharedCardSite } from './card-site-page.ts';
import { draw } from './on-the-stage.ts';
import { textsOn } from './texts-on-stage.ts';

const site = sharedCardSite();

const { textsOf, stage } = textsOn(site);

describe('an article', () => {
  const minutesOf = async (input: Partial<CardInput<'article'>>) => {
    await draw(site.shared.page, createCard('article', { title: 'T', author: 'A', minutes: 5, ...input }));
    return (await textsOf('.minutes')).join();
  };

  test.each([
    ['en', 1, '1 min read'],
    ['de', 5, '5 Min. Lesezeit'],
    ['fr', 14, '14 min de lecture'],
    ['ar', 5, 'مدة القراءة: 5 د'],
    ['fa', 5, '۵ دقیقه مطالعه'],
    ['he', 5, '5 דק׳ קריאה'],
    ['hi', 5, 'पढ़ने का समय: 5 मिनट'],
    ['bn', 12, 'পড়তে ১২ মিনিট'],
    ['ja', 5, '5分で読めます'],
    ['zh-CN', 5, '阅读约 5 分钟'],
    ['zh-TW', 5, '閱讀約 5 分鐘'],
    ['uk', 5, '5 хв читання'],
    ['sw', 1, 'Dakika 1 ya kusoma'],
    ['sw', 5, 'Dakika 5 za kusoma'],
    ['ka', 5, '5 წუთის საკითხავი'],
    ['tlh', 5, '5 min read'],
  ])('in %s says how long %i minutes are', async (language, minutes, says) => {
    expect(await minutesOf({ language, minutes })).toBe(says);
  });

  test('says it in its own words, where they are given', async () => {
    expect(await minutesOf({ readWord: 'min lezen' })).toBe('5 min lezen');
    expect(await minutesOf({ readWord: 'Leś {n} m' })).toBe('Leś 5 m');
  });

  test.each([
    ['zh-TW', 'TC'],
    ['zh-HK', 'TC'],
    ['zh-MO', 'TC'],
    ['zh-Hant', 'TC'],
    ['zh-Hant-HK', 'TC'],
    ['yue', 'TC'],
    ['zh', 'SC'],
    ['zh-CN', 'SC'],
    ['zh-SG', 'SC'],
    ['zh-Hans-HK', 'SC'],
    ['ja-JP', 'JP'],
    ['ko-KR', 'KR'],
    ['de', 'SC'],
  ])('in %s has Han characters as written there', async (language, font) => {
    await draw(site.shared.page, createCard('article', { title: '直骨', author: 'A', language }));
    const family = await site.shared.page.$eval('.title', (title) => getComputedStyle(title).fontFamily);
    expect(family.slice(family.search(/Noto \w+ (SC|TC|JP|KR)/))).toMatch(new RegExp(`^Noto \\w+ ${font}`));
  });

  test.each([
    ['ar', 'T', 'rtl'],
    ['fa-IR', 'T', 'rtl'],
    ['ur', 'T', 'rtl'],
    ['he', 'T', 'rtl'],
    ['yi', 'T', 'rtl'],
    ['dv', 'T', 'rtl'],
    ['ff-Adlm', 'T', 'rtl'],
    ['pa-PK', 'T', 'rtl'],
    ['uz-Arab', 'T', 'rtl'],
    ['ff', 'T', 'ltr'],
    ['pa', 'T', 'ltr'],
    ['ar-Latn', 'T', 'ltr'],
    ['de', 'T', 'ltr'],
    ['', 'שלום', 'rtl'],
  ])('in %p, called %s, is read %s', async (language, title, dir) => {
    await draw(site.shared.page, createCard('article', { title, author: 'A', language }));
    expect((await stage()).dir).toBe(dir);
  });

  test.each([
    ['', 'istanbul', 'I'],
    ['tr', 'istanbul', 'İ'],
    ['', 'ß und ss', 'ß'],
    ['', 'க்ஷமா', 'க்ஷ'],
    ['', 'เรียน', 'เรี'],
    ['', 'क्षमा', 'क्ष'],
    ['nl', 'ijsland', 'IJ'],
    ['', '“Quoted” words', 'Q'],
    ['', '깎다', '깎'],
  ])('in %p, called %s, has the ornament %s', async (language, title, says) => {
    await draw(site.shared.page, createCard('article', { title, author: 'A', language }));
    expect(await textsOf('.initial')).toEqual([says]);
  });

  test.each(['🚢🚢', '1️⃣', '—', '“…”', '🇩🇪'])('called %s has no ornament', async (title) => {
    await draw(site.shared.page, createCard('article', { title, author: 'A' }));
    expect(await textsOf('.initial')).toEqual([]);
  });
});

describe('a quote', () => {
  test.each([
    ['', 'Words', '“'],
    ['de', 'Wörter', '„'],
    ['fr', 'Mots', '«'],
    ['sv', 'Ord', '”'],
    ['', 'Слова', '«'],
    ['ja', '言葉', '「'],
    ['zh-TW', '話', '「'],
    ['zh-CN', '话', '“'],
    ['', 'דברים', '”'],
  ])('in %p, %s, begins with the mark %s', async (language, words, mark) => {
    await draw(site.shared.page, createCard('quote', { words, speaker: 'A', language }));
    expect(await site.shared.page.$eval('.quote-card', (card) => (card as HTMLElement).dataset['mark'])).toBe(mark);
  });
});
