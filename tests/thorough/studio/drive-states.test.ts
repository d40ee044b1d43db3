// @examples article quote score
import { afterEach, expect, test } from '@jest/globals';
import type { Page } from 'puppeteer-core';
import { liveCard, sharedStudio, type, waitForText } from '../../browser/studio/studio-browser.ts';

const studio = sharedStudio();
let page: Page;

afterEach(() => page?.close());

test('the page’s address holds the card: reloaded, it is the same; a link back leads to what was before', async () => {
  page = await studio.open('#/article/card?example=short');
  await type(page, 'Title', 'Kept in the address');
  await page.waitForFunction(() => decodeURIComponent(location.hash).includes('Kept+in+the+address'));
  await page.reload();
  await liveCard(page, 'Kept in the address');
  await page.locator('::-p-aria([name="Templates"][role="link"])').click();
  await waitForText(page, 'h1', 'Templates');
  await page.goBack();
  await liveCard(page, 'Kept in the address');
});

test('what an address names besides the fields is left out, and the card has an address of its own', async () => {
  const params = JSON.stringify({ title: 'Kept all the same', author: 'Bo', nothing: 1, __proto__: 2 });
  page = await studio.open(`#/article/share?params=${encodeURIComponent(params)}`);
  await liveCard(page, 'Kept all the same');
  await waitForText(page, '.snippet code', '.jpg');
  await page.waitForFunction(() => !decodeURIComponent(location.hash).includes('nothing'));
});

test('while the form holds no card nothing can be copied, and every view says so', async () => {
  page = await studio.open('#/score/share');
  await waitForText(page, '.snippet code', '.jpg');
  await page.locator('::-p-aria([name="Copy: Address"])').click();
  await waitForText(page, '.snippet-outcome', 'Copied');
  const before = await page.evaluate(() => navigator.clipboard.readText());
  await type(page, 'Away', '1000');
  await waitForText(page, '.template-notice', 'The form holds no card.');
  await waitForText(page, '.snippet-outcome', 'The form holds no card.');
  const copy = await page.waitForSelector('.snippet .button[aria-disabled="true"]');
  await page.evaluate(() => navigator.clipboard.writeText('something else'));
  await copy?.click();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe('something else');
  for (const view of ['Picture', 'Networks', 'Stress', 'Card']) {
    await page.locator(`::-p-aria([name="${view}"][role="link"])`).click();
    await waitForText(page, '.template-notice', 'The form holds no card.');
  }
  await page.locator('::-p-aria([name="Share"][role="link"])').click();
  await type(page, 'Away', '7');
  await page.waitForSelector('.snippet .button[aria-disabled="false"]');
  await page.locator('::-p-aria([name="Copy: Address"])').click();
  await waitForText(page, '.snippet-outcome', 'Copied');
  const after = await page.evaluate(() => navigator.clipboard.readText());
  expect(after).toMatch(/-7-\d+\.jpg$/);
  expect(after).not.toBe(before);
});

test('a picture of the card before is called busy as soon as the form differs', async () => {
  page = await studio.open('#/quote/picture?example=plum');
  await page.waitForSelector('.picture-place[aria-busy="false"] img');
  const field = await page.$('.card-form textarea');
  const busy = await field?.evaluate(async (element) => {
    const area = element as HTMLTextAreaElement;
    Object.getOwnPropertyDescriptor(Object.getPrototypeOf(area), 'value')?.set?.call(area, 'Other words'); // as React sees it
    area.dispatchEvent(new Event('input', { bubbles: true }));
    await new Promise((resolve) => setTimeout(resolve, 100)); // less than the pause that it waits for
    return document.querySelector('.picture-place')?.getAttribute('aria-busy');
  });
  expect(busy).toBe('true');
  await page.waitForSelector('.picture-place[aria-busy="false"] img');
});

test('without its server the studio shows cards, and says why pictures and addresses are missing', async () => {
  const intercept = (request: { url(): string; abort(): Promise<void> }) => {
    if (!new URL(request.url()).pathname.startsWith('/api/studio')) return false;
    void request.abort();
    return true;
  };
  page = await studio.open('#/quote/picture?example=plain', { intercept });
  await liveCard(page, 'make it fast');
  await waitForText(page, '.template-view', 'need the studio’s server');
  await page.locator('::-p-aria([name="Share"][role="link"])').click();
  await waitForText(page, '.template-view', 'The signed address, the tags and the snippets need the studio’s server');
});

test('a build that fails is reported on every page, in the words of the build', async () => {
  page = await studio.open('', {
    intercept: (request) => {
      if (new URL(request.url()).pathname !== '/api/events') return false;
      const event = { type: 'build_failed', message: 'Article.tsx: Unexpected token' };
      const body = `retry: 60000\ndata: ${JSON.stringify(event)}\n\n`;
      void request.respond({ status: 200, contentType: 'text/event-stream', body });
      return true;
    },
  });
  await waitForText(page, '[role="alert"]', 'Article.tsx: Unexpected token');
});
