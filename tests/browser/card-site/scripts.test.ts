// @examples article event quote score
// Every script that the fonts are for: which font the browser drew it with, by its own account.
import { describe, expect, test } from '@jest/globals';
import { createCard } from '../../../card-schema/catalogue.ts';
import { EMOJI_TEXT, SCRIPT_SAMPLES } from '../../support/script-samples.ts';
import { sharedCardSite } from './card-site-page.ts';
import { fontsOf } from './fonts-of.ts';
import { draw, fitted } from './on-the-stage.ts';

const site = sharedCardSite();

const title = (text: string, language: 'ja' | 'ko' | 'zh-Hans' | 'zh-Hant' | '' = '') =>
  createCard('article', { title: text, author: 'Bo', language });

const TITLE = '.title .fit-text-words';

describe('every script', () => {
  test.each(SCRIPT_SAMPLES)('$script is drawn with its own font, every glyph of it', async ({ card, fonts }) => {
    expect(await draw(site.shared.page, card)).toEqual({ missingGlyphs: [], missingImages: [] });
    for (const selector of [TITLE, '.author .fit-text-words']) {
      const drawn = await fontsOf(site.shared.page, selector);
      const others = [...drawn].filter(([family]) => !fonts.some((font) => family.startsWith(font)));
      const text = await site.shared.page.$eval(selector, (element) => element.textContent);
      // A missing glyph is one of the first font in the stack; that font draws blanks, Latin and punctuation.
      const common = [...text].filter((character) => /[\s\p{P}\p{Script=Latin}]/u.test(character)).length;
      expect(others.reduce((sum, [, count]) => sum + count, 0)).toBeLessThanOrEqual(common);
      expect([...drawn.keys()].some((family) => fonts.some((font) => family.startsWith(font)))).toBe(true);
      expect([...drawn.keys()]).not.toContain('Open Sans');
    }
  });

  test('draws each emoji sequence as one glyph of the emoji font', async () => {
    await draw(site.shared.page, title(EMOJI_TEXT));
    const drawn = await fontsOf(site.shared.page, TITLE);
    expect(drawn.get('Noto Color Emoji')).toBe(EMOJI_TEXT.split(' ').length);
  });

  test.each([
    ['ja', 'Noto Sans JP'],
    ['ko', 'Noto Sans KR'],
    ['zh-Hans', 'Noto Sans SC'],
    ['zh-Hant', 'Noto Sans TC'],
  ] as const)('draws Han characters of a card in %s with %s', async (language, family) => {
    await draw(site.shared.page, title('直骨角', language));
    expect([...(await fontsOf(site.shared.page, TITLE)).keys()]).toEqual([expect.stringContaining(family)]);
    expect(await site.shared.page.$eval('#stage', (stage) => (stage as HTMLElement).lang)).toBe(language);
  });

  test.each([
    ['骨を直す', 'ja'],
    ['骨 고치다', 'ko'],
    ['骨ㄍㄨ', 'zh-Hant'],
    ['修理骨头', 'zh-Hans'],
    ['Bone', 'en'],
  ])('recognises the language of %s: %s', async (text, language) => {
    await draw(site.shared.page, title(text));
    expect(await site.shared.page.$eval('#stage', (stage) => (stage as HTMLElement).lang)).toBe(language);
  });

  test('takes the same fonts and gives the same picture, whatever cards came before', async () => {
    const card = title('海より早く 直角の骨');
    const { page } = await site.open('/');
    await draw(page, card);
    const alone = Buffer.from(await page.screenshot({ type: 'png' }));
    await page.close();
    for (const sample of SCRIPT_SAMPLES) await draw(site.shared.page, sample.card);
    await draw(site.shared.page, card);
    expect(alone.equals(Buffer.from(await site.shared.page.screenshot({ type: 'png' })))).toBe(true);
  });
});

describe('direction', () => {
  test.each([
    ['The sea is late', 'ltr'],
    ['البحر متأخر', 'rtl'],
    ['12 הים מאחר', 'rtl'],
  ])('a card with %s is laid out %s', async (text, direction) => {
    await draw(site.shared.page, title(text));
    expect(await site.shared.page.$eval('#stage', (stage) => getComputedStyle(stage).direction)).toBe(direction);
  });

  test('comes from the first text that has a letter: themes, places of images and days have none to give', async () => {
    const dirOf = () => site.shared.page.$eval('#stage', (stage) => (stage as HTMLElement).dir);
    await draw(site.shared.page, createCard('event', { title: '2026 → 2027!', place: 'حيفا', date: '2026-05-14' }));
    expect(await dirOf()).toBe('rtl');
    await draw(site.shared.page, createCard('event', { title: '2026!', place: 'Kiel', date: '2026-05-14', speakers: ['ليلى'] }));
    expect(await dirOf()).toBe('ltr');
  });

  test('a text stands at the side where the card begins, and runs in its own direction', async () => {
    await draw(site.shared.page, createCard('quote', { words: 'البحر متأخر', speaker: 'Ada (the second)' }));
    const { left, direction } = await site.shared.page.$eval('.speaker .fit-text-words', (words) => {
      const range = document.createRange();
      range.selectNodeContents(words);
      return { left: range.getBoundingClientRect().left, direction: getComputedStyle(words).direction };
    });
    expect(direction).toBe('ltr');
    expect(left).toBeGreaterThan(600);
  });
});

describe('files', () => {
  async function filesFor(text: string): Promise<readonly string[]> {
    const files: string[] = [];
    const { page } = await site.open('/', (request) => {
      if (/\/noto-/.test(request.url())) files.push(new URL(request.url()).pathname);
      return false;
    });
    await draw(page, title(text));
    await page.close();
    return files;
  }

  test('a Latin card asks for nothing of other scripts', async () => {
    expect(await filesFor('Small teams, large ships')).toEqual([]);
  });

  test.each([
    [
      'article',
      createCard('article', { title: 'Small teams, large “ships” — naïve Žluťoučký', author: 'Zoë' }),
      ['inter-latin-ext', 'inter-latin', 'source-serif-4-latin-ext', 'source-serif-4-latin'],
    ],
    [
      'event',
      createCard('event', { title: 'Small teams', place: 'Kiel', date: '2026-12-05' }),
      ['bricolage-grotesque-latin', 'inter-latin'],
    ],
    ['score', createCard('score', { home: 1, away: 2, round: 3 }), ['bricolage-grotesque-latin', 'inter-latin']],
  ] as const)('a Latin %s asks for web subsets of its own families alone, and for no table', async (_, card, allowed) => {
    const files: string[] = [];
    const { page } = await site.open('/', (request) => {
      const { pathname } = new URL(request.url());
      if (/\.(woff2|ttf)$|\/(more|noto)-[^/]*\.js$/.test(pathname)) files.push(pathname.replace(/^.*\/|-opsz-normal-.*$/g, ''));
      return false;
    });
    await draw(page, card);
    await page.close();
    expect(files.filter((file) => !(allowed as readonly string[]).includes(file))).toEqual([]);
    expect(files.length).toBeGreaterThan(0);
  });

  test('emoji ask for nothing at all', async () => {
    expect(await filesFor('Ships 🚢 1️⃣')).toEqual([]);
  });

  test('Arabic asks for one table and one file', async () => {
    expect(await filesFor('البحر')).toEqual([
      expect.stringMatching(/^\/assets\/noto-sans-arabic-[^/]+\.js$/),
      expect.stringMatching(/^\/assets\/noto-sans-arabic-arabic-700-normal-[0-9a-f]{8}\.woff2$/),
    ]);
  });

  test('a file that fails is asked for again by the next card', async () => {
    let failing = true;
    const { page } = await site.open('/', (request) => {
      if (!failing || !/noto-sans-thai.*woff2/.test(request.url())) return false;
      void request.abort();
      return true;
    });
    await expect(draw(page, title('ท่าเรือ'))).rejects.toThrow('font failed: Noto Sans Thai 700');
    failing = false;
    expect(await draw(page, title('ท่าเรือ'))).toEqual({ missingGlyphs: [], missingImages: [] });
    await page.close();
  });
});

describe('a text that is cut', () => {
  test.each([
    ['families', '👩‍👩‍👧‍👦'],
    ['flags', '🏴󠁧󠁢󠁥󠁮󠁧󠁿'],
    ['keycaps', '7️⃣'],
    ['skin tones', '👍🏽'],
  ])('cuts between %s, never within', async (_, emoji) => {
    const count = Math.floor(60 / [...emoji].length);
    await draw(site.shared.page, createCard('article', { title: 'T', author: emoji.repeat(count).slice(0, 200) }));
    const author = (await fitted(site.shared.page)).at(-1);
    expect(author?.text.replace(/…$/, '').replaceAll(emoji, '')).toBe('');
  });
});
