// The usual way to a picture of a page at the edge: @sparticuz/chromium with its own flags, puppeteer, a new page for each
// card, and the wait of the article that first described this system: until the network is idle.
import chromium from '@sparticuz/chromium';
import puppeteer, { type Browser, type Page } from 'puppeteer-core';
import { JPEG_QUALITY } from './renderer.ts';

/** Starts the browser as the package's own README says. Scale 1: the article's scale of 2 would be four times the pixels. */
export async function launchUsualBrowser(bin?: string): Promise<Browser> {
  return puppeteer.launch({
    args: await puppeteer.defaultArgs({ args: chromium.args, headless: 'shell' }),
    defaultViewport: { width: 1200, height: 630, deviceScaleFactor: 1 },
    executablePath: await chromium.executablePath(bin),
    headless: 'shell',
  });
}

export async function screenshotOf(browser: Browser, url: string): Promise<{ page: Page; jpeg: Uint8Array }> {
  const page = await browser.newPage();
  const response = await page.goto(url, { waitUntil: ['networkidle0'] });
  if (response?.status() !== 200) throw new Error(`The card site answers ${response?.status() ?? 'nothing'}.`);
  return { page, jpeg: await page.screenshot({ type: 'jpeg', quality: JPEG_QUALITY }) };
}
