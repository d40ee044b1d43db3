// @examples article event quote
import { describe, expect, test } from '@jest/globals';
import type { HTTPRequest } from 'puppeteer-core';
import { createCard } from '../../../card-schema/catalogue.ts';
import { formatPagePath } from '../../../card-schema/page-path.ts';
import { sharedCardSite } from './card-site-page.ts';
import { BLANK_PATH, why, withImage } from './cards-to-draw.ts';
import { draw, refusalOf, stageOf } from './on-the-stage.ts';

const site = sharedCardSite();
const harbour = 'https://images.edgecard.test/harbour.jpg';
const missing = 'https://images.edgecard.test/missing.jpg';
const whole = { missingGlyphs: [], missingImages: [] };
/** Two letters of a script that nobody writes any longer, and for which the card site has no font. */
const TANGUT = '\u{17000}\u{17001}';
/** A character that Unicode gives no meaning, so that none is shown. */
const NOBODYS = '\uE000';

function isImage(request: HTTPRequest): boolean {
  return request.resourceType() === 'image';
}

/** Answers every image with this. */
function answering(answer: { readonly status: number; readonly body?: string }) {
  return (request: HTTPRequest) => {
    if (!isImage(request)) return false;
    void request.respond({ contentType: 'image/jpeg', ...answer });
    return true;
  };
}

describe('a card with an image that cannot be shown', () => {
  test.each([
    ['is not there', { status: 404 }],
    ['is none', { status: 200, body: 'no image' }],
    ['is empty', { status: 200, body: '' }],
  ])('is drawn as if it had none, and names it: it %s', async (_, answer) => {
    const { page } = await site.open(BLANK_PATH, answering(answer));
    await draw(page, why);
    const without = await stageOf(page);
    expect(await draw(page, withImage('harbour.jpg'))).toEqual({ missingGlyphs: [], missingImages: [harbour] });
    expect(await stageOf(page)).toBe(without);
    await page.close();
  });

  test('is drawn without it, whatever its template shows it with', async () => {
    const { page } = await site.open(BLANK_PATH, answering({ status: 200, body: 'no image' }));
    await page.evaluate(() => {
      // As a template does that has the image in its styles.
      const create = document.createElement.bind(document);
      document.createElement = (name: string) => create(name === 'img' ? 'div' : name);
    });
    expect(await draw(page, withImage('harbour.jpg'))).toEqual({ missingGlyphs: [], missingImages: [harbour] });
    await page.close();
  });

  test('shows the other one', async () => {
    const card = createCard('article', { title: 'Why?', author: 'Bo', cover: harbour, avatar: missing });
    expect(await draw(site.shared.page, card)).toEqual({ missingGlyphs: [], missingImages: [missing] });
    const images = await site.shared.page.$$eval('#stage img', (found) => found.map(({ src }) => src));
    expect(images).toEqual([harbour]);
  });

  test('names each of several, and an address once that two fields have', async () => {
    const other = 'https://images.edgecard.test/gone.jpg';
    const both = createCard('article', { title: 'Why?', author: 'Bo', cover: missing, avatar: other });
    expect((await draw(site.shared.page, both)).missingImages).toEqual([missing, other]);
    const same = createCard('article', { title: 'Why?', author: 'Bo', cover: missing, avatar: missing });
    expect((await draw(site.shared.page, same)).missingImages).toEqual([missing]);
  });

  test('is drawn with it when it is there again', async () => {
    let there = false;
    const { page } = await site.open(BLANK_PATH, (request) => !there && answering({ status: 404 })(request));
    expect(await draw(page, withImage('harbour.jpg'))).toMatchObject({ missingImages: [harbour] });
    there = true;
    expect(await draw(page, withImage('harbour.jpg'))).toEqual(whole);
    expect(await page.$$eval('#stage img', (found) => found.length)).toBe(1);
    await page.close();
  });

  test('is drawn without it after three seconds, when it never comes, and so is the next card', async () => {
    const { page } = await site.open(BLANK_PATH, isImage); // taken and never answered
    const start = Date.now();
    const [late, next] = await Promise.all([draw(page, withImage('harbour.jpg')), draw(page, why)]);
    expect(late).toEqual({ missingGlyphs: [], missingImages: [harbour] });
    expect(next).toEqual(whole);
    expect(Date.now() - start).toBeLessThan(4500);
    await page.close();
  });

  test('is drawn so at its own address too', async () => {
    const card = withImage('missing.jpg');
    const { page, complaints } = await site.open(formatPagePath(card));
    expect(await draw(page, card)).toEqual({ missingGlyphs: [], missingImages: [missing] });
    expect(complaints).toEqual([]);
    await page.close();
  });
});

describe('a text that loses characters', () => {
  const article = (title: string, author = 'Bo', section = '') => createCard('article', { title, author, section });

  test.each([
    ['a few of its letters', article(`abc${TANGUT}`), 2],
    ['characters that are not letters', article(`A ${NOBODYS.repeat(20)}`), 1],
    ['less than half of what can be seen, where nothing is a letter', article(`——${NOBODYS}`), 1],
    ['marks of Latin letters on others', article('世\u0301界\u0301'), 1],
    ['marks on emoji', article('🙂\u0301'), 1],
    ['skin tones on letters', article('a🏿 b🏿'), 1],
    ['what stands around letters', article('T\u20e3'), 1],
    ['all that an optional text says', article('Why?', 'Bo', TANGUT), 2],
  ])('is drawn without %s, and the card names them', async (_, card, lost) => {
    const { missingGlyphs, missingImages } = await draw(site.shared.page, card);
    expect([missingGlyphs.length, missingImages]).toEqual([lost, []]);
  });

  test.each([
    ['half of the letters', article(`ab${TANGUT}`), 'title'],
    ['half of the letters and digits', article(`12${TANGUT}`), 'title'],
    ['all of them, whatever else there is to see', article(`${TANGUT} — 😀 — !`), 'title'],
    ['the marks of half of the letters', article('ab\u{11F00}'), 'title'],
    ['half of what can be seen, where nothing is a letter', article(`—${NOBODYS}`), 'title'],
    ['all that there was', article(NOBODYS), 'title'],
    ['the letters of another text that must be there', article('Why?', TANGUT), 'author'],
  ])('is refused without %s', async (_, card, field) => {
    expect(await refusalOf(site.shared.page, card)).toBe(`text lost: no font has the letters of "${field}"`);
    expect(await stageOf(site.shared.page)).toBe('');
  });
});

test('says what of text can be seen, after what was left out', async () => {
  const visibleText = () => site.shared.page.evaluate(() => window.edgecard?.visibleText());
  await draw(site.shared.page, createCard('article', { title: '—', author: 'i' }));
  expect(await visibleText()).toEqual({ characters: 2, letters: 1 });
  await draw(site.shared.page, createCard('article', { title: `— ${NOBODYS}é —`, author: 'i 7' }));
  expect(await visibleText()).toEqual({ characters: 6, letters: 4 }); // the ornament has the first letter once more
  await refusalOf(site.shared.page, { template: 'article', params: { title: TANGUT, author: 'i' } });
  expect(await visibleText()).toEqual({ characters: 0, letters: 0 });
});

describe('a text with more marks on a letter than there is room for', () => {
  test('names the marks that are left out of it', async () => {
    const card = createCard('event', { title: 'mộ\u1ae5t', place: 'Online', date: '2027-01-09' });
    expect((await draw(site.shared.page, card)).missingGlyphs).toEqual(['\u1ae5']);
  });

  test('has none to name where one mark is only there too often', async () => {
    const card = createCard('article', { title: `a${'\u0301'.repeat(18)} เก้้้้า`, author: 'Bo' });
    expect(await draw(site.shared.page, card)).toEqual(whole);
  });
});
