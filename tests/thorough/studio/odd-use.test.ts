// The studio as people use it who were not thought of: many tabs, back and forward, a tab that was asleep, chosen colours.
// @examples article event
import { afterEach, expect, test } from '@jest/globals';
import type { Page } from 'puppeteer-core';
import { liveCard, sharedStudio, type, waitForText } from '../../browser/studio/studio-browser.ts';

const studio = sharedStudio();
const pages: Page[] = [];

afterEach(async () => {
  for (const page of pages.splice(0)) await page.close();
});

async function open(...args: Parameters<typeof studio.open>): Promise<Page> {
  const page = await studio.open(...args);
  pages.push(page);
  return page;
}

/** As when another tab is brought to the front, and this one again. */
async function setHidden(page: Page, hidden: boolean): Promise<void> {
  await page.evaluate((now) => {
    Object.defineProperty(document, 'hidden', { value: now, configurable: true });
    document.dispatchEvent(new Event('visibilitychange'));
  }, hidden);
}

const title = (page: Page) => page.$eval('.card-form textarea', (field) => (field as HTMLTextAreaElement).value);

test('ten tabs work in one browser, though it has six connections to a server for all of them', async () => {
  for (let opened = 0; opened < 10; opened++) {
    const page = await open(opened % 2 === 0 ? '#/default/card' : '#/default/share');
    await page.waitForSelector(opened % 2 === 0 ? '.live iframe' : '.snippet');
    await setHidden(page, true);
  }
}, 120_000);

test('a tab that comes to the front again follows its stack again', async () => {
  const asked: string[] = [];
  const page = await open('#/default/share');
  await page.waitForSelector('.snippet');
  page.on('request', (request) => asked.push(new URL(request.url()).pathname));
  await setHidden(page, true);
  await setHidden(page, false);
  await page.waitForFunction(() => true);
  expect(asked.filter((path) => path === '/api/events')).toHaveLength(1);
  expect(await page.$('.shell-notices .notice')).toBeNull();
});

test('back and forward go through the views with what was typed last, however soon somebody left', async () => {
  const page = await open('#/article/card?example=plain');
  await liveCard(page, 'Small teams');
  await type(page, 'Title', 'Typed and gone');
  await page.locator('::-p-aria([name="Share"][role="link"])').click();
  await page.waitForSelector('.snippet');
  await page.locator('::-p-aria([name="Templates"][role="link"])').click();
  await waitForText(page, 'h1', 'Templates');
  await page.goBack();
  await page.waitForSelector('.snippet');
  await page.goBack();
  await waitForText(page, '.views [aria-current]', 'Card');
  expect(await title(page)).toBe('Typed and gone');
  await page.goForward();
  await waitForText(page, '.views [aria-current]', 'Share');
  await page.reload();
  await page.waitForSelector('.snippet');
  expect(await title(page)).toBe('Typed and gone');
});

test('where a browser has no clipboard, as for a page that is neither https nor of this machine, the text is selected', async () => {
  const page = await open('#/default/share');
  await page.waitForSelector('.snippet');
  await page.evaluate(() => Object.defineProperty(navigator, 'clipboard', { value: undefined }));
  await page.locator('::-p-aria([name="Copy: Address"])').click();
  await waitForText(page, '.snippet-outcome', 'Selected: copy it with the keyboard');
  expect(await page.evaluate(() => String(getSelection()))).toContain('/default.jpg');
});

test('in colours that the system forces, what is chosen differs from what is not, and the card keeps its own', async () => {
  const page = await open('#/article/card?example=photo');
  const session = await page.createCDPSession();
  await session.send('Emulation.setEmulatedMedia', { features: [{ name: 'forced-colors', value: 'active' }] });
  const card = await liveCard(page, 'harbour pilots');
  const looks = (selector: string, property: 'backgroundColor' | 'borderBottomColor') =>
    page.$$eval(selector, (elements, name) => new Set(elements.map((each) => getComputedStyle(each)[name])).size, property);
  expect(await looks('.form-examples button', 'backgroundColor')).toBe(2);
  expect(await looks('.choice', 'backgroundColor')).toBe(2);
  expect(await looks('.views a', 'borderBottomColor')).toBe(2);
  expect(await card.$eval('html', (html) => getComputedStyle(html).forcedColorAdjust)).toBe('none');
});

test.each(['', '#/article/card?example=photo', '#/event/picture', '#/article/networks', '#/article/share'])(
  '“%s” needs no scrolling sideways at 320 pixels, or at 200 % in a window of 1280',
  async (hash) => {
    const page = await open(hash, { width: 320 });
    for (const width of [320, 640]) {
      await page.setViewport({ width, height: 900 });
      const wider = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      expect([width, wider]).toEqual([width, 0]);
    }
  },
);
