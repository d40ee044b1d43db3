// The studio of a running stack in the real browser, for the tests that use it as a person does.
import { afterAll, beforeAll } from '@jest/globals';
import { type Browser, type Frame, type HTTPRequest, launch, type Page } from 'puppeteer-core';
import { installBrowser } from '../../../local/browser/browser-files.ts';
import { ORDINARY_FLAGS } from '../../../local/browser/ordinary-flags.ts';
import { type RunningStack, runStack } from '../../support/running-stack.ts';
import { type TemporaryFolder, temporaryFolder } from '../../support/temporary-folder.ts';

export interface StudioView {
  readonly width?: number;
  readonly scheme?: 'light' | 'dark';
  /** What becomes of a request before the studio answers it: true when it was dealt with. */
  readonly intercept?: (request: HTTPRequest) => boolean;
}

export interface SharedStudio {
  readonly origin: string;
  /** Opens the page at a hash such as `#/default/card`. The test closes it. */
  open(hash: string, view?: StudioView): Promise<Page>;
}

/** One stack and one browser for all tests of a file. */
export function sharedStudio(): SharedStudio {
  let data: TemporaryFolder;
  let stack: RunningStack;
  let browser: Browser;
  beforeAll(async () => {
    data = await temporaryFolder('studio');
    stack = await runStack(data.path);
    const { executable, env } = await installBrowser();
    browser = await launch({ executablePath: executable, env: { ...env }, args: [...ORDINARY_FLAGS], pipe: true });
    await browser
      .defaultBrowserContext()
      .overridePermissions(stack.studio, ['clipboard-read', 'clipboard-write', 'clipboard-sanitized-write']);
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await stack?.close();
    await data.remove();
  });
  return {
    get origin() {
      return stack.studio;
    },
    async open(hash, { width = 1440, scheme = 'light', intercept } = {}) {
      const page = await browser.newPage();
      page.setDefaultTimeout(20_000);
      await page.setViewport({ width, height: 900 });
      await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
      if (intercept) {
        await page.setRequestInterception(true);
        page.on('request', (request) => void (intercept(request) || request.continue()));
      }
      await page.goto(`${stack.studio}/${hash}`);
      await page.waitForSelector('h1');
      return page;
    },
  };
}

/** The live card's own page, once its card says a text. */
export async function liveCard(page: Page, text: string): Promise<Frame> {
  const element = await page.waitForSelector('.live iframe');
  const frame = await element?.contentFrame();
  if (!frame) throw new Error('There is no live card.');
  await frame.waitForFunction((wanted) => document.querySelector('#stage:not([inert])')?.textContent?.includes(wanted), {}, text);
  return frame;
}

/** Puts a text into the field with this label, in place of what is there. */
export async function type(page: Page, label: string, text: string): Promise<void> {
  const field = await page.locator(`::-p-aria([name="${label}"])`).waitHandle();
  await field.focus();
  await page.keyboard.down('Control');
  await page.keyboard.press('a');
  await page.keyboard.up('Control');
  await page.keyboard.press('Backspace');
  await page.keyboard.type(text);
}

export async function textOf(page: Page, selector: string): Promise<string> {
  return page.$eval(selector, (element) => element.textContent);
}

export async function waitForText(page: Page, selector: string, text: string): Promise<void> {
  await page.waitForFunction((at, wanted) => document.querySelector(at)?.textContent?.includes(wanted), {}, selector, text);
}

/** Our own cards keep clear of what X lays over a picture: an article's texts are pushed down until it covers them, from the next edit on. */
export async function pushTextsDown(page: Page): Promise<void> {
  await page.waitForSelector('iframe');
  for (const frame of page.frames()) {
    await frame.evaluate(() => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync('.article-card .copy { padding-bottom: 60px !important }');
      document.adoptedStyleSheets = [sheet];
    });
  }
}
