// The built card site in the real browser, behind its guard and with its headers; images come from local/demo/images.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll } from '@jest/globals';
import { type Browser, type HTTPRequest, launch, type Page } from 'puppeteer-core';
import { buildCardSite } from '../../../card-site/bundle/build-card-site.ts';
import { DEVELOPMENT_KEYS } from '../../../edge/core/config.ts';
import { PICTURE_SIZE } from '../../../edge/core/drawing-settings.ts';
import { pageToken } from '../../../edge/core/page-url.ts';
import { installBrowser } from '../../../local/browser/browser-files.ts';
import { ORDINARY_FLAGS } from '../../../local/browser/ordinary-flags.ts';
import { startCardSite } from '../../../local/card-site/server.ts';
import { projectPath } from '../../../project-path.ts';

const images = projectPath('local/demo/images');

/** What a test may do with a request before the site answers it: true when it has dealt with it. */
export type Intercept = (request: HTTPRequest) => boolean;

export interface OpenPage {
  readonly page: Page;
  /** What the page complained about: CSP violations, uncaught errors. */
  readonly complaints: readonly string[];
}

interface CardSiteBrowser {
  open(path: string, intercept?: Intercept): Promise<OpenPage>;
  close(): Promise<void>;
}

async function startCardSiteBrowser(): Promise<CardSiteBrowser> {
  const { site: directory } = await buildCardSite();
  const server = await startCardSite({ port: 0, directory, pageKeys: [DEVELOPMENT_KEYS.page] });
  const { executable, env } = await installBrowser();
  const browser = await launch({
    executablePath: executable,
    env: { ...env },
    args: [...ORDINARY_FLAGS],
    pipe: true,
    defaultViewport: { ...PICTURE_SIZE, deviceScaleFactor: 1 },
  });
  return {
    open: (path, intercept = () => false) => openPage(browser, server.origin, path, intercept),
    async close() {
      await browser.close();
      await server.close();
    },
  };
}

/** A card site for all tests of a file, with one page that they share. */
export function sharedCardSite(): { readonly shared: OpenPage; readonly open: CardSiteBrowser['open'] } {
  let site: CardSiteBrowser;
  let shared: OpenPage;
  beforeAll(async () => {
    site = await startCardSiteBrowser();
    shared = await site.open('/');
  });
  afterAll(() => site?.close());
  return {
    get shared() {
      return shared;
    },
    open: (path, intercept) => site.open(path, intercept),
  };
}

async function openPage(browser: Browser, origin: string, path: string, intercept: Intercept): Promise<OpenPage> {
  const page = await browser.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (message) => {
    if (/Content Security Policy|Refused to/.test(message.text())) complaints.push(message.text());
  });
  await page.setRequestInterception(true);
  page.on('request', (request) => {
    if (intercept(request)) return;
    const url = new URL(request.url());
    if (url.origin === origin) void request.continue();
    else if (url.hostname === 'images.edgecard.test') void answerImage(request, url.pathname);
    else void request.abort();
  });
  await page.goto(`${origin}${path}?token=${pageToken(path, DEVELOPMENT_KEYS.page, Date.now())}`);
  return { page, complaints };
}

async function answerImage(request: HTTPRequest, path: string): Promise<void> {
  const body = await readFile(join(images, path)).catch(() => undefined);
  await request.respond(body ? { status: 200, contentType: 'image/jpeg', body } : { status: 404 });
}
