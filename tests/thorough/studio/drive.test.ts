// @examples article event quote score
// A person makes a card in the studio, from the first key to the picture at its address.
import { afterEach, expect, test } from '@jest/globals';
import type { Page } from 'puppeteer-core';
import { PICTURE_SIZE } from '../../../card-schema/picture-size.ts';
import { compare } from '../../../local/studio/compare.ts';
import { liveCard, sharedStudio, textOf, type, waitForText } from '../../browser/studio/studio-browser.ts';

const studio = sharedStudio();
let page: Page;

/** JPEG against the live page: what compression alone makes of it stays below this. */
const MAX_DIFFERENT_SHARE = 0.005;

afterEach(() => page?.close());

test('what is typed shows in the live card, and the address to copy gives the same picture', async () => {
  page = await studio.open('');
  await page.locator('::-p-aria([name="article"][role="link"])').click();
  await waitForText(page, 'h1', 'article');
  await liveCard(page, 'Small teams');

  await type(page, 'Title', 'Typed by a person 🚢, 東京 and مرحبا');
  await liveCard(page, 'Typed by a person 🚢, 東京 and مرحبا');
  const live = await liveScreenshot(page);

  await page.locator('::-p-aria([name="Share"][role="link"])').click();
  await page.waitForFunction(() => document.querySelector('.snippet code')?.textContent?.includes('.jpg'));
  await page.waitForSelector('.snippet .button[aria-disabled="false"]');
  await page.locator('::-p-aria([name="Copy: Address"])').click();
  await waitForText(page, '.snippet-outcome', 'Copied');
  const address = await page.evaluate(() => navigator.clipboard.readText());
  expect(address).toBe(await textOf(page, '.snippet code'));

  const response = await fetch(address);
  expect(response.headers.get('content-type')).toBe('image/jpeg');
  expect(response.headers.get('x-card-status')).toBe('drawn');
  const { share } = await compare(new Uint8Array(await response.arrayBuffer()), live);
  expect(share).toBeLessThanOrEqual(MAX_DIFFERENT_SHARE);
  expect(await shareOfDefaultCard(live)).toBeGreaterThan(MAX_DIFFERENT_SHARE); // else the comparison says nothing
});

test('a card with images looks live as it is served', async () => {
  page = await studio.open('#/article/card?example=photo');
  await liveCard(page, 'harbour pilots');
  const live = await liveScreenshot(page);
  await page.locator('::-p-aria([name="Share"][role="link"])').click();
  await page.waitForFunction(() => document.querySelector('.snippet code')?.textContent?.includes('.jpg'));
  const response = await fetch(await textOf(page, '.snippet code'));
  const { share } = await compare(new Uint8Array(await response.arrayBuffer()), live);
  expect(share).toBeLessThanOrEqual(MAX_DIFFERENT_SHARE);
});

test('the picture comes with its figures and stages, and is compared with the live card', async () => {
  page = await studio.open('#/quote/picture?example=sea');
  await page.waitForSelector('.figures');
  const figures = await textOf(page, '.figures');
  expect(figures).toMatch(/Bytes[\d,]+.*Quality\d+.*Statusdrawn.*Time\d+ ms/);
  expect(await textOf(page, '.stages')).toMatch(/total.*draw.*capture.*store/);
  const shown = await page.$eval('.picture-place img', (image) => (image as HTMLImageElement).naturalWidth);
  expect(shown).toBe(PICTURE_SIZE.width);

  await page.locator('::-p-aria([name="Compare"])').click();
  await page.waitForSelector('.comparison img');
  const verdict = /^([\d.]+) % of the pixels differ|Not one pixel differs/.exec(
    await textOf(page, '.comparison [role="status"]'),
  );
  expect(Number(verdict?.[1] ?? 0)).toBeLessThanOrEqual(100 * MAX_DIFFERENT_SHARE);
});

test('“Draw again” draws a kept picture again', async () => {
  page = await studio.open('#/quote/picture?example=plum');
  await waitForText(page, '.figures', 'drawn just now');
  await page.reload();
  await waitForText(page, '.figures', 'from CloudFront’s cache');
  await page.locator('::-p-aria([name="Draw again"])').click();
  await waitForText(page, '.figures', 'drawn just now');
});

test('a value that the schema refuses shows what is allowed, and the last good card stays', async () => {
  page = await studio.open('#/score/card');
  await liveCard(page, '34');
  await type(page, 'Away', '1000');
  await waitForText(page, '.card-form', 'Must be a whole number from 0 to 999.');
  const field = await page.$('input[name="away"]');
  const described = await field?.evaluate((input) => ({
    invalid: input.getAttribute('aria-invalid'),
    error: document.getElementById(input.getAttribute('aria-describedby') ?? '')?.textContent,
  }));
  expect(described).toEqual({ invalid: 'true', error: 'Must be a whole number from 0 to 999.' });
  await liveCard(page, '100'); // typed on the way to 1000, and still a score
  await type(page, 'Away', '7');
  await liveCard(page, '7');
  expect(await textOf(page, '.card-form')).not.toContain('Must be');
});

test('speakers are added and removed', async () => {
  page = await studio.open('#/event/card');
  await liveCard(page, 'Browsers at the edge');
  await page.locator('.texts-add').click();
  await page.waitForFunction(() => document.activeElement?.getAttribute('aria-label') === 'Speakers, 1');
  await page.keyboard.type('Grace');
  const frame = await liveCard(page, 'Grace');
  await page.locator('::-p-aria([name="Remove Speakers, 1"])').click();
  await frame.waitForFunction(() => !document.querySelector('#stage:not([inert])')?.textContent?.includes('Grace'));
});

test.each([
  ['article', 'Signed: nobody can have another card drawn without the key.'],
  ['score', 'Needs no signature'],
])('the address of %s says whether it is signed', async (template, note) => {
  page = await studio.open(`#/${template}/share`);
  await waitForText(page, '.snippet', note);
});

test('a character without a glyph is named with its code point, live and in the picture', async () => {
  page = await studio.open(`#/article/picture?params=${encodeURIComponent('{"title":"A \uE123 B","author":"Bo"}')}`);
  await waitForText(page, '.live-notices', 'U+E123');
  await waitForText(page, '.picture [role="status"]', 'U+E123');
});

test('an image out of reach is named with its own address and a remedy, and the card is drawn without it', async () => {
  const cover = 'https://images.edgecard.test/none.jpg';
  page = await studio.open('#/article/card?example=plain');
  await liveCard(page, 'Small teams');
  await type(page, 'Cover image', cover);
  await waitForText(page, '.live-notices', `This image cannot be had: ${cover}.`);
  expect(await textOf(page, '.live-notices')).toContain('Check the address');
  await liveCard(page, 'Small teams');
});

/** The live card itself, in the page that the person sees, moved to where one pixel of it is one of the screenshot. */
async function liveScreenshot(of: Page): Promise<Uint8Array> {
  const style = await of.addStyleTag({
    content: `.live-place { position: fixed; inset: 0 auto auto 0; z-index: 9; width: ${PICTURE_SIZE.width}px; border-radius: 0 !important }`,
  });
  await of.waitForFunction(
    (width) => document.querySelector('.live iframe')?.getBoundingClientRect().width === width,
    {},
    PICTURE_SIZE.width,
  );
  const shot = await of.screenshot({ clip: { x: 0, y: 0, ...PICTURE_SIZE }, captureBeyondViewport: false });
  await style.evaluate((element) => (element as HTMLElement).remove());
  return shot;
}

async function shareOfDefaultCard(live: Uint8Array): Promise<number> {
  const response = await fetch(new URL('/default.jpg', (await textOf(page, '.snippet code')).trim()));
  return (await compare(new Uint8Array(await response.arrayBuffer()), live)).share;
}
