// The built card site in the real browser, served as it is deployed: same paths, same CSP, images from local/demo/images.
import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import { type Browser, type HTTPRequest, launch, type Page } from 'puppeteer-core';
import { BROWSER_FLAGS, PICTURE_SIZE } from '../../edge/core/drawing-settings.ts';
import { installBrowser } from '../../local/build/browser-files.ts';
import { designVersions } from '../../local/build/design-versions.ts';

const project = join(import.meta.dirname, '../..');
const site = join(project, 'dist/card-site');
const images = join(project, 'local/demo/images');

const CSP = [
  "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self' https:",
  "connect-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
].join('; ');

const CONTENT_TYPES: Readonly<Record<string, string>> = { '.js': 'text/javascript', '.css': 'text/css', '.woff2': 'font/woff2' };

/** What a test may do with a request before the site answers it: true when it has dealt with it. */
export type Intercept = (request: HTTPRequest) => boolean;

export interface OpenPage {
  readonly page: Page;
  /** What the page complained about: CSP violations, uncaught errors. */
  readonly complaints: readonly string[];
}

export interface CardSiteBrowser {
  open(path: string, intercept?: Intercept): Promise<OpenPage>;
  close(): Promise<void>;
}

export async function startCardSiteBrowser(): Promise<CardSiteBrowser> {
  await refuseStaleBuild();
  const server = await serveSite();
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const { executable, env } = await installBrowser();
  const browser = await launch({
    executablePath: executable,
    env: { ...env },
    args: [...BROWSER_FLAGS],
    pipe: true,
    defaultViewport: { ...PICTURE_SIZE, deviceScaleFactor: 1 },
  });
  return {
    open: (path, intercept = () => false) => openPage(browser, origin, path, intercept),
    async close() {
      await browser.close();
      server.close();
    },
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
  await page.goto(origin + path);
  return { page, complaints };
}

async function answerImage(request: HTTPRequest, path: string): Promise<void> {
  const body = await readFile(join(images, path)).catch(() => undefined);
  await request.respond(body ? { status: 200, contentType: 'image/jpeg', body } : { status: 404 });
}

async function serveSite(): Promise<Server> {
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://site.test');
    const file = pathname.startsWith('/assets/') ? pathname : '/index.html';
    const body = await readFile(join(site, file)).catch(() => undefined);
    response.writeHead(body ? 200 : 404, {
      'content-type': CONTENT_TYPES[extname(file)] ?? 'text/html; charset=utf-8',
      'content-security-policy': CSP,
    });
    response.end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}

/** Else a test would pass or fail for what the site was yesterday. */
async function refuseStaleBuild(): Promise<void> {
  const built = await readFile(join(project, 'dist/design-versions.json'), 'utf8').catch(() => '{}');
  const now = await designVersions();
  if (JSON.stringify(JSON.parse(built)) !== JSON.stringify(now)) throw new Error('dist/ is not of these sources: npm run build');
}
