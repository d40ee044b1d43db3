// A picture made frame by frame on demand must be the picture that anyone's browser would take of the same page.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import puppeteer, { type Browser, type Page } from 'puppeteer-core';
import { imageUrlsOf } from '../../card-schema/card-images.ts';
import type { Card } from '../../card-schema/catalogue.ts';
import { EXAMPLES } from '../../card-schema/examples.ts';
import { DEVELOPMENT_KEYS } from '../../edge/core/config.ts';
import { createDeadline } from '../../edge/core/deadline.ts';
import { CAPTURE, PICTURE_SIZE, QUALITIES } from '../../edge/core/drawing-settings.ts';
import { pageUrl } from '../../edge/core/page-url.ts';
import { installBrowser } from '../../local/browser/browser-files.ts';
import { ORDINARY_FLAGS } from '../../local/browser/ordinary-flags.ts';
import { DEMO_IMAGE_HOST, fetchImageWithDemo } from '../../local/stack/demo-images.ts';
import { openTestBrowser, type TestBrowser } from '../support/card-browser.ts';
import { closing } from '../support/closing.ts';
import { decode, shareOfPixelsBeyond } from '../support/pictures.ts';

let ours: TestBrowser;
let ordinary: Browser;

beforeAll(async () => {
  ours = await openTestBrowser();
  const files = await installBrowser();
  ordinary = await puppeteer.launch({
    executablePath: files.executable,
    env: { ...files.env },
    ignoreDefaultArgs: true,
    args: [...ORDINARY_FLAGS, 'about:blank'],
    pipe: true,
    defaultViewport: { ...PICTURE_SIZE, deviceScaleFactor: 1 },
  });
});

afterAll(async () => {
  await ordinary.close();
  await ours.close();
});

test.each(EXAMPLES)('$template $name', async ({ card }) => {
  await using page = closing(await ordinary.newPage());
  await openCard(page, card);
  const plain = await page.screenshot({
    type: CAPTURE.format,
    optimizeForSpeed: CAPTURE.optimizeForSpeed,
    quality: QUALITIES[0],
  });
  // Chromium itself scales an image a trifle differently from one document to the next.
  const { jpeg, quality } = await ours.draw(card);
  expect(quality).toBe(QUALITIES[0]);
  expect(shareOfPixelsBeyond(2, await decode(jpeg), await decode(plain))).toBeLessThanOrEqual(
    imageUrlsOf(card).length > 0 ? 0.005 : 0.001,
  );
});

async function openCard(page: Page, card: Card): Promise<void> {
  const fetchImage = fetchImageWithDemo([DEMO_IMAGE_HOST]);
  const images = new Map(
    await Promise.all(imageUrlsOf(card).map(async (url) => [url, await fetchImage(url, createDeadline(5000))] as const)),
  );
  await page.setRequestInterception(true);
  page.on('request', (request) => {
    const image = images.get(request.url());
    if (image) void request.respond({ status: 200, contentType: image.type, body: image.bytes });
    else void request.continue();
  });
  await page.goto(pageUrl(card, ours.site, DEVELOPMENT_KEYS.page, Date.now()));
  await page.evaluate((template, params) => window.edgecard?.draw(template, params), card.template, card.params);
}
