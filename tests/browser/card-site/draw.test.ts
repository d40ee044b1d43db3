// @examples article event quote score
import { describe, expect, test } from '@jest/globals';
import { createCard } from '../../../card-schema/catalogue.ts';
import { formatPagePath } from '../../../card-schema/page-path.ts';
import { sharedCardSite } from './card-site-page.ts';
import { BLANK_PATH, EXAMPLES, WIDEST, why } from './cards-to-draw.ts';
import { poorContrasts } from './contrast.ts';
import { draw, fitted, stageOf } from './on-the-stage.ts';

const site = sharedCardSite();

describe('what it draws', () => {
  test.each(EXAMPLES)('draws %s, with every glyph, as a JPEG of less than 150 kB', async (_, card) => {
    expect(await draw(site.shared.page, card)).toEqual({ missingGlyphs: [], missingImages: [] });
    const jpeg = await site.shared.page.screenshot({ type: 'jpeg', quality: 85 });
    expect(jpeg.length).toBeLessThan(150_000);
  });

  test.each(WIDEST)('cuts the widest texts of %s with an ellipsis', async (_, card) => {
    await draw(site.shared.page, card);
    const texts = await fitted(site.shared.page);
    expect(texts.filter(({ text }) => text.endsWith('…')).length).toBeGreaterThan(0);
    for (const { size, min } of texts) expect(size).toBeGreaterThanOrEqual(min);
  });

  test.each(EXAMPLES)('gives every text of %s a contrast of 4.5 or more', async (_, card) => {
    await draw(site.shared.page, card);
    expect(await site.shared.page.evaluate(poorContrasts)).toEqual([]);
  });

  test('gives a short title its largest size', async () => {
    await draw(site.shared.page, why);
    const [title] = await fitted(site.shared.page);
    expect(title).toMatchObject({ text: 'Why?', size: title?.max });
  });

  test('breaks a word only where the smallest size does not save it', async () => {
    await draw(site.shared.page, createCard('article', { title: 'Unkaputtbarkeitsversprechen', author: 'Bo' }));
    expect((await fitted(site.shared.page))[0]).toMatchObject({ broken: false });
    await draw(site.shared.page, createCard('article', { title: 'unkaputtbar'.repeat(7), author: 'Bo' }));
    expect((await fitted(site.shared.page))[0]).toMatchObject({ broken: true });
  });

  test('cuts between words and leaves no comma before the ellipsis', async () => {
    const role = 'Wide role, wide role, wide role, wide role, wide role, wide role, wide role, wide'.slice(0, 80);
    const portrait = 'https://images.edgecard.test/marit.jpg';
    await draw(site.shared.page, createCard('quote', { words: 'No.', speaker: 'Bo', role: role.toUpperCase(), portrait }));
    expect((await fitted(site.shared.page))[2]?.text).toMatch(/(WIDE|ROLE)…$/);
  });

  test('names the characters that its fonts lack, each once, and no blanks or joiners, and leaves them out', async () => {
    const title = 'A\uE000B\uE000 \u{16EA1}\u0301 \u{E0FFF}\u0378 漢 👩‍🚀 e\u0336\u0301';
    const { missingGlyphs } = await draw(site.shared.page, createCard('article', { title, author: 'Bo' }));
    expect(new Set(missingGlyphs)).toEqual(new Set(['\uE000', '\u{16EA1}', '\u0301', '\u0378']));
    expect(missingGlyphs).toHaveLength(4);
    const [shown] = await fitted(site.shared.page);
    expect(shown?.text.split(/ +/)).toEqual(['AB', '漢', '👩‍🚀', 'e\u0336\u0301'.normalize('NFC')]);
  });

  test('names a format character that is seen and that no font has, such as an Arabic mark of a disputed end of ayah, and no others', async () => {
    const title = 'A\u070F\u08E2 \uFFF9\u{110BD} \u00AD\u200D\u2060\uFEFF\u{E0061}B';
    const { missingGlyphs } = await draw(site.shared.page, createCard('article', { title, author: 'Bo' }));
    expect(new Set(missingGlyphs)).toEqual(new Set(['\u08E2']));
  });

  test('looks for the letters that a text-transform gives, and refuses one that it cannot follow', async () => {
    const { page } = await site.open('/');
    const transform = (value: string) =>
      page.evaluate((css) => {
        const sheet = new CSSStyleSheet();
        sheet.replaceSync(css);
        document.adoptedStyleSheets = [sheet];
      }, `#stage * { text-transform: ${value} }`);
    // Old Hungarian has capitals, and no font here.
    const hungarian = (author: string, title = 'In runes \u{10C80}') => createCard('article', { title, author });
    expect(await draw(page, hungarian('as it is'))).toEqual({ missingGlyphs: ['\u{10C80}'], missingImages: [] });
    await transform('lowercase');
    expect(await draw(page, hungarian('in small letters'))).toEqual({ missingGlyphs: ['\u{10CC0}'], missingImages: [] });
    await expect(draw(page, hungarian('all of them', '\u{10C80}'))).rejects.toThrow(
      'text lost: no font has the letters of "title"',
    );
    await transform('capitalize');
    await expect(draw(page, hungarian('with capitals'))).rejects.toThrow(
      'text-transform none, uppercase or lowercase; got capitalize',
    );
    await page.close();
  });

  test('draws the card of its address unasked', async () => {
    const { page, complaints } = await site.open(formatPagePath(why));
    expect(await draw(page, why)).toEqual({ missingGlyphs: [], missingImages: [] });
    expect(complaints).toEqual([]);
    await page.close();
  });

  test('leaves the stage empty at an address that is not a card, and complains about nothing', async () => {
    const { page, complaints } = await site.open('/article/constructor');
    expect(await stageOf(page)).toBe('');
    expect(complaints).toEqual([]);
    await page.close();
  });

  test('loads no font file that the texts do not need', async () => {
    const fonts: string[] = [];
    const { page } = await site.open(BLANK_PATH, (request) => {
      if (request.resourceType() === 'font') fonts.push(new URL(request.url()).pathname.replace(/-[^-]+$/, ''));
      return false;
    });
    await draw(page, createCard('score', { home: 1, away: 2, round: 3 }));
    expect(fonts).toEqual(['/assets/bricolage-grotesque-latin-opsz-normal']);
    await page.close();
  });
});
