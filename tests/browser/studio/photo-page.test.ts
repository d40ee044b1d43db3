// @examples article quote
// The page of a photo, used as a person uses it: a phone's photo from the drop on a field until the card that is served shows it.
import { createRequire } from 'node:module';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import type { Page } from 'puppeteer-core';
import sharp from 'sharp';
import { compare } from '../../../local/studio/compare.ts';
import { projectPath } from '../../../project-path.ts';
import { phonePhoto } from '../../support/phone-photo.ts';
import { type TemporaryFolder, temporaryFolder } from '../../support/temporary-folder.ts';
import {
  draftOutlivesReload,
  escapeGivesUp,
  figuresAreTyped,
  fingersSetThePoint,
  stepsGoBackAndForth,
} from './photo-draft-cases.ts';
import {
  firstSlot,
  focusedLabel,
  openPhoto,
  paramsInAddress,
  pictureOf,
  placeOf,
  saidOn,
  shoot,
  summaryOf,
  waitForPosition,
} from './photo-page.ts';
import { drop, fileIn, MAX_MADE_MS, press } from './photos-page.ts';
import { sharedStudio, textOf, waitForText } from './studio-browser.ts';

const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

/** As much of a picture may differ from the live card: edges of letters. */
const MAX_SHARE = 0.005;

const studio = sharedStudio();
let page: Page;
let folder: TemporaryFolder;
/** The phone's photo, once it is made. */
let phone = '';

beforeAll(async () => {
  folder = await temporaryFolder('phone');
});
afterEach(() => page?.close());
afterAll(() => folder?.remove());

test('a photo of a phone is dropped on a field, focused and its face hidden, and the card that is served is what one saw', async () => {
  page = await studio.open('#/article/card?example=plain');
  await drop(page, '.drop-zone', [await fileIn(folder.path, 'phone.jpg', await phonePhoto({ side: 1600 }))]);
  await page.waitForSelector('.chosen-photo a', { timeout: MAX_MADE_MS });
  await press(page, 'Edit photo phone.jpg');
  await page.waitForSelector('.stage-photo');
  phone = (await page.evaluate(() => location.hash)).slice('#/photos/'.length).slice(0, 16);

  // Every template's place is there, next to the plain centre.
  expect(await page.$$eval('.slot', (slots) => slots.map((slot) => slot.getAttribute('aria-label')))).toEqual(
    expect.arrayContaining(['article: Cover image', 'article: Author’s image', 'quote: Portrait', 'Card', 'Cover', 'Thumbnail']),
  );
  expect(await page.$$eval('.slot', (slots) => slots.every((slot) => slot.querySelectorAll('.slot-half').length === 2))).toBe(
    true,
  );
  const slot = await firstSlot(page);

  // While the point is dragged the card follows, and nobody is asked.
  const content = await slot.contentFrame();
  const asked: string[] = [];
  page.on('request', (request) => request.frame() === content && asked.push(request.url()));
  await page.mouse.move(...(await placeOf(page, 0.1, 0.5)));
  await page.mouse.down();
  await page.mouse.move(...(await placeOf(page, 0.02, 0.5)));
  await waitForPosition(page, slot, 0);
  await page.mouse.move(...(await placeOf(page, 0.96, 0.6)), { steps: 4 });
  await waitForPosition(page, slot, 100);
  await page.mouse.up();
  expect(asked).toEqual([]);
  expect(await focusedLabel(page)).toBe('Focal point, 96 % from left, 60 % from top');
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.down('Shift');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.up('Shift');
  expect(await saidOn(page)).toBe('Focal point 95 % from left, 50 % from top');

  await press(page, 'Hide');
  await page.mouse.click(...(await placeOf(page, 0.45, 0.2)));
  await page.waitForFunction((frame) => frame.contentDocument?.querySelector('#stage:not([inert]) img[src^="blob:"]'), {}, slot);
  expect(await summaryOf(page)).toBe('Not saved yet: focal point set, 1 head hidden.');
  await waitForPosition(page, slot, 100); // the picture is another, and its place the same
  const preview = await shoot(page, slot);

  await press(page, 'Save and use in article');
  await page.waitForSelector('.template .chosen-photo', { timeout: MAX_MADE_MS });
  const params = await paramsInAddress(page);
  expect(params.cover).toMatch(/^photo:/);
  expect(params.cover).not.toBe(`photo:${phone}`);
  const { share } = await compare(preview, await pictureOf(studio.origin, 'article', params));
  expect(share).toBeLessThan(MAX_SHARE);

  page = await openPhoto(studio, `#/photos/${params.cover?.replace('photo:', '')}`);
  expect(await textOf(page, '.head-list')).toContain('hidden for good');
  expect(await textOf(page, '.photo-page > .lead')).toContain(`made from photo:${phone}`);
}, 120_000);

describe('what is not saved', () => {
  test('is taken back and made again step by step, a drag and a held key being one', async () => {
    page = await stepsGoBackAndForth(studio, phone);
  });

  test('is there after a reload, and after the way back', async () => {
    page = await draftOutlivesReload(studio, phone);
  });

  test('is set by a finger that taps, and moved by one that drags the handle', async () => {
    page = await fingersSetThePoint(studio, phone);
  });

  test('is given up by Escape while the mouse is still down', async () => {
    page = await escapeGivesUp(studio, phone);
  });
});

test('a focal point in figures can be emptied and typed again', async () => {
  page = await figuresAreTyped(studio, phone);
});

describe('a photo in review', () => {
  test('gets a box over what was missed, by the keyboard alone, and is published', async () => {
    page = await studio.open('#/photos');
    await press(page, 'Hide every face in them');
    const coffee = await sharp(projectPath('tests/photos/pictures/coffee.png')).modulate({ hue: 90 }).jpeg().toBuffer();
    await drop(page, '.drop-zone', [await fileIn(folder.path, 'cup.jpg', coffee)]);
    const link = await page.waitForSelector('.review-item a', { timeout: MAX_MADE_MS });
    const hash = await link?.evaluate((anchor) => anchor.getAttribute('href'));
    await page.close();
    page = await openPhoto(studio, hash ?? '');
    await waitForText(page, '.photo-page > .lead', 'It waits for you');
    await press(page, 'Add a box');
    await page.waitForFunction(() => document.activeElement?.matches('.drawn-body'));
    await page.keyboard.press('Tab');
    await page.keyboard.press('ArrowDown');
    expect(await saidOn(page)).toMatch(/^Box 1, .* high$/);
    await press(page, await textOf(page, '.save-button'));
    await waitForText(page, '.photo-page', 'Saved as photo:');
    expect(await textOf(page, '.photo-panels')).toContain('1 box drawn before, hidden for good.');
  });
});

describe('everyone', () => {
  test.each([
    { scheme: 'light', width: 1280 },
    { scheme: 'dark', width: 360 },
  ] as const)('can use the page, $width pixels wide, in $scheme colours', async ({ scheme, width }) => {
    const draft = { point: [0.3, 0.4], every: false, hide: [1], drawn: [[0.6, 0.1, 0.2, 0.2]] };
    page = await openPhoto(studio, `#/photos/${phone}?draft=${encodeURIComponent(JSON.stringify(draft))}`, { scheme, width });
    await page.waitForSelector('.stage-photo[src^="blob:"]');
    await press(page, 'Remove the old photo once the new one is saved');
    await page.addScriptTag({ path: AXE });
    const violations = await page.evaluate(async () => {
      const axe = (
        window as unknown as { axe: { run(context: object, options: object): Promise<{ violations: { id: string }[] }> } }
      ).axe;
      return (await axe.run(document, { iframes: false })).violations.map(({ id }) => id);
    });
    expect(violations).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
  });

  test('learns that a photo is not there, and where the others are', async () => {
    page = await studio.open('#/photos/0123456789abcdef');
    await waitForText(page, '.photo-page [role="alert"]', 'There is no photo "0123456789abcdef", or it was removed.');
    expect(await textOf(page, '.photo-page [role="alert"]')).not.toContain('GET /photos');
    expect(await page.$('.photo-page a[href="#/photos"]')).not.toBeNull();
  });
});

test('the old photo is removed with the new one if one wants that, and what is gone cannot be saved again', async () => {
  const draft = encodeURIComponent('{"point":[0.1,0.9],"hide":[1],"drawn":[]}');
  const late = await studio.open(`#/photos/${phone}?draft=${draft}`);
  await late.waitForSelector('.stage-photo');
  page = await openPhoto(studio, `#/photos/${phone}?draft=${draft}`);
  await press(page, 'Remove the old photo once the new one is saved');
  expect(await summaryOf(page)).toBe('Not saved yet: focal point set, 1 head hidden, the old photo removed.');
  await press(page, 'Save as a new photo');
  await waitForText(page, '.photo-page', 'Saved as photo:');
  await page.goBack();
  await waitForText(page, '.photo-page [role="alert"]', 'There is no photo');

  await late.bringToFront();
  await press(late, 'Save as a new photo');
  await waitForText(late, '.save-bar [role="alert"]', 'It is not saved.');
  expect(await late.$eval('.photo-editor', (editor) => (editor as HTMLElement).inert)).toBe(false);
  await late.close();
});
