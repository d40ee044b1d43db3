// @examples article event quote
// Cards that lack an image, and cards with hardly anything to see, drawn by the real browser.
import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createCard, TEMPLATES } from '../../card-schema/catalogue.ts';
import { CardError } from '../../card-schema/errors.ts';
import { fieldInfo } from '../../card-schema/fields.ts';
import { createDrawingRecord } from '../../edge/core/drawing-record.ts';
import type { FetchImage } from '../../edge/core/ports.ts';
import { projectPath } from '../../project-path.ts';
import { openTestBrowser, type TestBrowser } from '../support/card-browser.ts';
import { decode, shareOfDifferentPixels } from '../support/pictures.ts';

const COVER = 'https://images.edgecard.test/cover.jpg';
const AVATAR = 'https://images.edgecard.test/avatar.jpg';
const text = { title: 'A photo that left', author: 'Ida Holm' };
const plain = createCard('article', text);
const withCover = createCard('article', { ...text, cover: COVER });
const withAvatar = createCard('article', { ...text, avatar: AVATAR });
const withBoth = createCard('article', { ...text, cover: COVER, avatar: AVATAR });

let harbour: Uint8Array;
/** What becomes of an image. */
let fetchImage: FetchImage;
let tested: TestBrowser;

beforeAll(async () => {
  harbour = await readFile(projectPath('local/demo/images/harbour.jpg'));
  tested = await openTestBrowser({
    fetchImageFor:
      () =>
      (...asked) =>
        fetchImage(...asked),
  });
});
afterAll(() => tested?.close());

const given: FetchImage = async () => ({ bytes: harbour, type: 'image/jpeg' });
const gone: FetchImage = async (url) => {
  throw new CardError('image_refused', `${new URL(url).host} answered 404.`);
};
const avatarGone: FetchImage = (url, ...rest) => (url === AVATAR ? gone : given)(url, ...rest);
const lacking = (...urls: readonly string[]) => urls.map((url) => ({ url, reason: 'images.edgecard.test answered 404' }));

/** Draws and compares with the card that was asked to have only what this one shows. */
async function expectLooksLike(like: typeof plain, { jpeg }: { readonly jpeg: Uint8Array }): Promise<void> {
  fetchImage = given;
  expect(shareOfDifferentPixels(await decode(jpeg), await decode((await tested.draw(like)).jpeg))).toBe(0);
}

describe('a card with an image that cannot be had', () => {
  test('is drawn without it, by the first browser, and nothing is blocked', async () => {
    fetchImage = gone;
    await using cold = await openTestBrowser({
      fetchImageFor:
        () =>
        (...asked) =>
          fetchImage(...asked),
    });
    const drawing = await cold.draw(withAvatar);
    expect([drawing.missingImages, drawing.missingGlyphs]).toEqual([lacking(AVATAR), []]);
    expect(cold.entries).toEqual([]);
    await expectLooksLike(plain, drawing);
  });

  test('shows the other one', async () => {
    fetchImage = avatarGone;
    const drawing = await tested.draw(withBoth);
    expect(drawing.missingImages).toEqual(lacking(AVATAR));
    await expectLooksLike(withCover, drawing);
  });

  test('does not show what its document has kept from an earlier card, and shows it again when it is back', async () => {
    fetchImage = given;
    const before = await tested.draw(withCover);
    expect(before.missingImages).toEqual([]);
    fetchImage = gone;
    const without = await tested.draw(withCover);
    expect(without.missingImages).toEqual(lacking(COVER));
    await expectLooksLike(plain, without);
    fetchImage = given;
    const after = await tested.draw(withCover);
    expect(after.missingImages).toEqual([]);
    expect(shareOfDifferentPixels(await decode(after.jpeg), await decode(before.jpeg))).toBe(0);
  });

  test('is drawn with it when it comes mended, after one that no decoder can read', async () => {
    const broken = Buffer.concat([harbour.subarray(0, 800), Buffer.alloc(40)]);
    fetchImage = async () => ({ bytes: broken, type: 'image/png' });
    await tested.draw(plain);
    const pid = tested.browser.pid();
    const without = await tested.draw(withCover);
    expect(without.missingImages).toEqual([
      { url: COVER, reason: 'images.edgecard.test sends an image that the browser cannot decode' },
    ]);
    await expectLooksLike(plain, without);
    expect((await tested.draw(withCover)).missingImages).toEqual([]);
    expect(tested.browser.pid()).toBe(pid); // it costs no browser
  });

  test('costs no more than the image’s own time, whatever the budget, and no browser', async () => {
    fetchImage = given;
    await tested.draw(plain);
    const pid = tested.browser.pid();
    fetchImage = () => new Promise(() => {});
    for (const [budgetMs, maxMs] of [
      [1200, 1100],
      [8000, 4500],
    ] as const) {
      const start = Date.now();
      const record = createDrawingRecord();
      const { missingImages } = await tested.draw(withAvatar, { budgetMs, record });
      expect(missingImages).toEqual([{ url: AVATAR, reason: 'images.edgecard.test took too long' }]);
      expect(Date.now() - start).toBeLessThan(maxMs);
      expect(record.times('attempt')).toBe(1);
    }
    expect(tested.browser.pid()).toBe(pid);
  });
});

describe('a card with hardly anything to see', () => {
  test.each(fieldInfo(TEMPLATES.article.fields.theme).options ?? [])('is drawn once, with the theme %s', async (theme) => {
    fetchImage = given;
    const blocked = tested.entries.length;
    for (const [title, author] of [
      ['—', 'i'],
      ['.', '.'],
      ['…', '–'],
      ['·', "'"],
      ['_', 'llllllllll'],
    ] as const) {
      const record = createDrawingRecord();
      const { jpeg, missingGlyphs } = await tested.draw(createCard('article', { title, author, theme }), { record });
      expect([missingGlyphs, record.times('attempt')]).toEqual([[], 1]);
      expect(await decode(jpeg)).toMatchObject({ width: 1200, height: 630 });
    }
    expect(tested.entries).toHaveLength(blocked); // no second try
  });

  test('is drawn of every template', async () => {
    const sparse = [
      createCard('quote', { words: '—', speaker: '.', theme: 'plum' }),
      createCard('quote', { words: '.', speaker: '—' }),
      createCard('event', { title: '.', place: '.', date: '2026-12-05' }),
    ];
    for (const card of sparse) expect((await tested.draw(card)).missingGlyphs).toEqual([]);
  });
});
