// @examples article quote
// The page of a photo, used as a person uses it: a phone's photo from the drop on a field until the card that is served shows it.
import { createRequire } from 'node:module';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import type { ElementHandle, Page } from 'puppeteer-core';
import sharp from 'sharp';
import { compare } from '../../../local/studio/compare.ts';
import { projectPath } from '../../../project-path.ts';
import { phonePhoto } from '../../support/phone-photo.ts';
import { type TemporaryFolder, temporaryFolder } from '../../support/temporary-folder.ts';
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

const summary = () => textOf(page, '.save-summary');
const said = () => textOf(page, '.photo-columns > .hidden[role="status"]');
const focusedLabel = () => page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? '');

async function openPhoto(hash: string, view?: Parameters<typeof studio.open>[1]): Promise<void> {
  page = await studio.open(hash, view);
  await page.waitForSelector('.stage-photo');
  await page.$eval('.stage-photo', (photo) => (photo as HTMLImageElement).decode());
}

/** The frame of the first template's place, with the focus that is being set. */
async function firstSlot(): Promise<ElementHandle<HTMLIFrameElement>> {
  const frame = await page.waitForSelector('.slot-card iframe');
  await frame?.contentFrame().then((content) => content.waitForSelector('#stage:not([inert]) img'));
  return frame as ElementHandle<HTMLIFrameElement>;
}

/** Until the photo in it is moved to about so far, in percent: the head is kept too, if the point leaves a choice. */
async function waitForPosition(frame: ElementHandle<HTMLIFrameElement>, percent: number): Promise<void> {
  const isThere = (element: HTMLIFrameElement, wanted: number) => {
    const image = element.contentDocument?.querySelector<HTMLElement>('#stage:not([inert]) img');
    return image?.style.objectPosition !== '' && Math.abs(Number.parseFloat(image?.style.objectPosition ?? '') - wanted) < 10;
  };
  await page.waitForFunction(isThere, {}, frame, percent);
}

/** Where a place of the photo is on the screen. */
async function placeOf(left: number, top: number): Promise<readonly [number, number]> {
  const stage = await page.$('.stage');
  await stage?.scrollIntoView();
  const box = await stage?.boundingBox();
  if (!box) throw new Error('There is no photo.');
  return [box.x + box.width * left, box.y + box.height * top];
}

/** The live card in its own size, as a picture. */
async function shoot(frame: ElementHandle<HTMLIFrameElement>): Promise<Uint8Array> {
  await frame.evaluate((element) => element.setAttribute('style', 'position: fixed; inset: 0 auto auto 0; z-index: 9'));
  const shot = await page.screenshot({ type: 'png', clip: { x: 0, y: 0, width: 1200, height: 630 } });
  await frame.evaluate((element) => element.removeAttribute('style'));
  return shot;
}

/** The card's picture from the emulator of CloudFront. */
async function pictureOf(template: string, params: object): Promise<Buffer> {
  const answer = await fetch(`${studio.origin}/api/picture`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ template, params }),
  });
  expect([answer.status, answer.headers.get('x-card-status')]).toEqual([200, 'drawn']);
  return Buffer.from(await answer.arrayBuffer());
}

const paramsInAddress = () =>
  page.evaluate(() => JSON.parse(new URLSearchParams(location.hash.split('?')[1]).get('params') ?? '{}') as { cover?: string });

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
  const slot = await firstSlot();

  // While the point is dragged the card follows, and nobody is asked.
  const content = await slot.contentFrame();
  const asked: string[] = [];
  page.on('request', (request) => request.frame() === content && asked.push(request.url()));
  await page.mouse.move(...(await placeOf(0.1, 0.5)));
  await page.mouse.down();
  await page.mouse.move(...(await placeOf(0.02, 0.5)));
  await waitForPosition(slot, 0);
  await page.mouse.move(...(await placeOf(0.96, 0.6)), { steps: 4 });
  await waitForPosition(slot, 100);
  await page.mouse.up();
  expect(asked).toEqual([]);
  expect(await focusedLabel()).toBe('Focal point, 96 % from left, 60 % from top');
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.down('Shift');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.up('Shift');
  expect(await said()).toBe('Focal point 95 % from left, 50 % from top');

  await press(page, 'Hide');
  await page.mouse.click(...(await placeOf(0.45, 0.2)));
  await page.waitForFunction((frame) => frame.contentDocument?.querySelector('#stage:not([inert]) img[src^="blob:"]'), {}, slot);
  expect(await summary()).toBe('Not saved yet: focal point set, 1 head hidden.');
  await waitForPosition(slot, 100); // the picture is another, and its place the same
  const preview = await shoot(slot);

  await press(page, 'Save and use in article');
  await page.waitForSelector('.template .chosen-photo', { timeout: MAX_MADE_MS });
  const params = await paramsInAddress();
  expect(params.cover).toMatch(/^photo:/);
  expect(params.cover).not.toBe(`photo:${phone}`);
  const { share } = await compare(preview, await pictureOf('article', params));
  expect(share).toBeLessThan(MAX_SHARE);

  await openPhoto(`#/photos/${params.cover?.replace('photo:', '')}`);
  expect(await textOf(page, '.head-list')).toContain('hidden for good');
  expect(await textOf(page, '.photo-page > .lead')).toContain(`made from photo:${phone}`);
}, 120_000);

describe('what is not saved', () => {
  test('is taken back and made again step by step, a drag and a held key being one', async () => {
    await openPhoto(`#/photos/${phone}`);
    await press(page, 'Set a focal point');
    await page.waitForFunction(() => document.activeElement?.matches('.focal-handle'));
    await page.keyboard.down('ArrowRight');
    await page.keyboard.down('ArrowRight');
    await page.keyboard.up('ArrowRight');
    expect(await focusedLabel()).toBe('Focal point, 52 % from left, 42 % from top');
    await page.keyboard.down('Control');
    await page.keyboard.press('z');
    await page.keyboard.up('Control');
    expect(await focusedLabel()).toBe('Focal point, 50 % from left, 42 % from top');
    await press(page, 'Redo');
    expect(await page.$eval('.focal-handle', (handle) => handle.getAttribute('aria-label'))).toContain('52 %');
    await page.focus('.focal-handle');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Escape');
    expect(await focusedLabel()).toBe('Focal point, 52 % from left, 42 % from top');
  });

  test('is there after a reload, and after the way back', async () => {
    await openPhoto(`#/photos/${phone}`);
    await press(page, 'Add a box');
    await page.waitForFunction(() => document.activeElement?.matches('.drawn-body'));
    await page.keyboard.press('ArrowRight');
    const box = await focusedLabel();
    await page.waitForFunction(
      (label) => {
        const draft = new URLSearchParams(location.hash.split('?')[1]).get('draft');
        const { drawn = [] } = JSON.parse(draft ?? '{}') as { drawn?: number[][] };
        return label.includes(`${Math.round((drawn[0]?.[0] ?? 0) * 100)} % from left`);
      },
      {},
      box,
    );
    await page.reload();
    await page.waitForSelector('.drawn-body');
    expect(await page.$eval('.drawn-body', (drawn) => drawn.getAttribute('aria-label'))).toBe(box);
    await press(page, 'Templates');
    await page.waitForSelector('.start-tile');
    await page.goBack();
    await page.waitForSelector('.drawn-body');
    expect(await summary()).toBe('Not saved yet: 1 head hidden.');
  });

  test('is set by a finger that taps, and moved by one that drags the handle', async () => {
    await openPhoto(`#/photos/${phone}`, { width: 360 });
    await page.touchscreen.tap(...(await placeOf(0.2, 0.6)));
    const handle = await page.waitForSelector('.focal-handle');
    expect(await handle?.evaluate((element) => element.getAttribute('aria-label'))).toMatch(/20 % from left, 60 % from top/);
    await page.touchscreen.touchStart(...(await placeOf(0.2, 0.6)));
    await page.touchscreen.touchMove(...(await placeOf(0.5, 0.3)));
    await page.touchscreen.touchEnd();
    expect(await handle?.evaluate((element) => element.getAttribute('aria-label'))).toMatch(/50 % from left, 30 % from top/);
  });

  test('is given up by Escape while the mouse is still down', async () => {
    await openPhoto(`#/photos/${phone}`);
    await page.mouse.move(...(await placeOf(0.5, 0.5)));
    await page.mouse.down();
    await page.mouse.move(...(await placeOf(0.6, 0.7)));
    await page.waitForSelector('.focal-handle');
    await page.keyboard.press('Escape');
    await page.mouse.up();
    await page.waitForFunction(() => !document.querySelector('.focal-handle'));
    expect(await summary()).toBe('Nothing is changed.');
  });
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
    await openPhoto(hash ?? '');
    await waitForText(page, '.photo-page > .lead', 'It waits for you');
    await press(page, 'Add a box');
    await page.waitForFunction(() => document.activeElement?.matches('.drawn-body'));
    await page.keyboard.press('Tab');
    await page.keyboard.press('ArrowDown');
    expect(await said()).toMatch(/^Box 1, .* high$/);
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
    await openPhoto(`#/photos/${phone}?draft=${encodeURIComponent(JSON.stringify(draft))}`, { scheme, width });
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
    await waitForText(page, '.photo-page [role="alert"]', 'There is no photo');
    expect(await page.$('.photo-page a[href="#/photos"]')).not.toBeNull();
  });
});
