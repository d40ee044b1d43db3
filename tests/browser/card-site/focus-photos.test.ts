// @examples article event quote
// Where a photo is cropped by what must be kept of it, whatever the template's styles are.
import { describe, expect, test } from '@jest/globals';
import type { Page } from 'puppeteer-core';
import sharp from 'sharp';
import { createCard } from '../../../card-schema/catalogue.ts';
import { cropOf } from '../../../card-schema/photo-crop.ts';
import type { Focus } from '../../../card-schema/photo-focus.ts';
import { photoAddress, photoPath } from '../../../card-schema/photo-id.ts';
import { sharedCardSite } from './card-site-page.ts';
import { BLANK_PATH } from './cards-to-draw.ts';

const ID = '7h3k9m2p4q8r5t6v';
const SIZE = { width: 1000, height: 600 };
/** A head at the right end of a photo, of which a crop in the middle would show nothing. */
const focus: Focus = { ...SIZE, heads: [{ head: [0.75, 0.1, 0.2, 0.4], face: [0.78, 0.2, 0.14, 0.25] }], objects: [] };
const card = createCard('article', { title: 'Why?', author: 'Bo', cover: photoAddress(ID) });
const body = await sharp({ create: { ...SIZE, channels: 3, background: 'grey' } })
  .jpeg()
  .toBuffer();

const site = sharedCardSite();

function openWithPhoto(path = BLANK_PATH) {
  return site.open(path, (request) => {
    if (new URL(request.url()).pathname !== photoPath(ID)) return false;
    void request.respond({ status: 200, contentType: 'image/jpeg', body });
    return true;
  });
}

/** Draws, and says where the photo is shown. */
function positionOf(page: Page, focuses: Readonly<Record<string, Focus>> | undefined, rules = ''): Promise<string> {
  const drawInPage = async (given: typeof card, found: typeof focuses, style: string) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`.article-card .cover { ${style} }`);
    document.adoptedStyleSheets = [sheet];
    await window.edgecard?.draw('default', {}); // so that no card is taken for drawn
    await window.edgecard?.draw(given.template, given.params, found);
    const image = document.querySelector('.cover');
    return image ? getComputedStyle(image).objectPosition : 'no image';
  };
  return page.evaluate(drawInPage, card, focuses, rules);
}

/** Along the axis on which a photo that is wider than its place can be moved. */
function expected(width: number, height: number): string {
  const [left, , part] = cropOf(focus, { width, height });
  return `${((100 * left) / (1 - part)).toFixed(1)}% 50%`;
}

const rounded = (position: string) => position.replace(/^([\d.]+)/, (number) => Number(number).toFixed(1));

describe('a photo on a card', () => {
  test.each([
    ['as the template has it', '', expected(452, 630)],
    ['in another place', 'width: 200px; height: 500px', expected(200, 500)],
    ['with a frame and a padding', 'border: 10px solid; padding: 20px 30px', expected(372, 570)],
    ['mirrored', 'transform: scaleX(-1) rotate(3deg)', expected(452, 630)],
    ['from right to left', 'direction: rtl', expected(452, 630)],
    ['at a position of the template', 'object-position: left top', expected(452, 630)],
    ['at a position on which the template insists', 'object-position: 10% 20% !important', '10.0% 20%'],
    ['whole', 'object-fit: contain', '50.0% 50%'],
    ['not at all', 'display: none', '50.0% 50%'],
    ['in a place without a size', 'width: 0', '50.0% 50%'],
  ])('keeps what it must, %s', async (_, rules, position) => {
    const { page, complaints } = await openWithPhoto();
    expect(rounded(await positionOf(page, { [ID]: focus }, rules))).toBe(position);
    expect(complaints).toEqual([]);
    await page.close();
  });

  test.each([
    ['nothing is known of it', undefined],
    ['something is known of another', { '0123456789abcdef': focus }],
    ['nothing was found in it', { [ID]: { ...SIZE, heads: [], objects: [] } }],
  ])('stays where the template has it where %s', async (_, focuses) => {
    const { page } = await openWithPhoto();
    expect(await positionOf(page, focuses, 'object-position: 10% 20%')).toBe('10% 20%');
    await page.close();
  });

  test('moves on a card that is on the stage already, because the page begins before it is given what it needs', async () => {
    const { page } = await openWithPhoto();
    const drawn = await page.evaluate(
      async (given, found) => {
        const first = await window.edgecard?.draw(given.template, given.params);
        const image = document.querySelector('.cover');
        await window.edgecard?.draw(given.template, given.params, found);
        return {
          first,
          isSame: image === document.querySelector('.cover'),
          position: image && getComputedStyle(image).objectPosition,
        };
      },
      card,
      { [ID]: focus },
    );
    expect(drawn.first).toEqual({ missingGlyphs: [], missingImages: [] });
    expect(drawn.isSame).toBe(true);
    expect(rounded(drawn.position ?? '')).toBe(expected(452, 630));
    await page.close();
  });

  test('that does not come is left out, by the name that the card has for it', async () => {
    const gone = createCard('article', { title: 'Why?', author: 'Bo', cover: photoAddress('0123456789abcdef') });
    const drawn = await site.shared.page.evaluate((given) => window.edgecard?.draw(given.template, given.params), gone);
    expect(drawn).toEqual({ missingGlyphs: [], missingImages: [photoAddress('0123456789abcdef')] });
  });
});
