// The stack with its photos, and a browser that opens the demo site, for the tests of a file.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach } from '@jest/globals';
import { type Browser, launch, type Page } from 'puppeteer-core';
import { installBrowser } from '../../../../local/browser/browser-files.ts';
import { ORDINARY_FLAGS } from '../../../../local/browser/ordinary-flags.ts';
import { type Stack, startStack } from '../../../../local/stack/stack.ts';
import { type TemporaryFolder, temporaryFolder } from '../../../support/temporary-folder.ts';

export let stack: Stack;
export let page: Page;
let folder: TemporaryFolder;
let browser: Browser;

const MAX_MS = 90_000;

export function sharePhotoPage(): void {
  beforeAll(async () => {
    folder = await temporaryFolder('photos');
    stack = await startStack({ port: 0, data: join(folder.path, 'data'), sandboxes: 1, log: () => {} });
    const { executable, env } = await installBrowser();
    browser = await launch({ executablePath: executable, env: { ...env }, args: [...ORDINARY_FLAGS], pipe: true });
  });
  beforeEach(async () => {
    page = await browser.newPage();
    await page.setViewport({ width: 1280, height: 900 });
    await page.goto(`${stack.mainSite}/your-photos`);
  });
  afterEach(() => page?.close());
  afterAll(async () => {
    await browser?.close();
    await stack?.close();
    await folder?.remove();
  });
}

export async function fileWith(name: string, bytes: Uint8Array | string): Promise<string> {
  const path = join(folder.path, name);
  await writeFile(path, bytes);
  return path;
}

/** As the system hands over what somebody lets go over the page. */
export async function drop(...files: readonly string[]): Promise<void> {
  const client = await page.createCDPSession();
  const { x = 0, y = 0 } = (await (await page.$('#drop'))?.boundingBox()) ?? {};
  const data = { items: [], files: [...files], dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const)
    await client.send('Input.dispatchDragEvent', { type, x: x + 40, y: y + 40, data });
}

/** Waits for the page of the card, and for all of its pictures; gives the photo's id. */
export async function cardPage(): Promise<string> {
  await page.waitForFunction(() => /^\/your-photos\/[0-9a-z]{16}$/.test(location.pathname), { timeout: MAX_MS });
  await picturesShown();
  return new URL(page.url()).pathname.slice('/your-photos/'.length);
}

/** Each picture of the page, looked at, has come. */
async function picturesShown(): Promise<void> {
  await page.waitForFunction(
    () =>
      [...document.images].every((image) => {
        image.loading = 'eager';
        return image.complete && image.naturalWidth > 0;
      }),
    { timeout: MAX_MS },
  );
}

/** What the page says of how it goes, once it says that. */
export async function stateThatSays(words: RegExp): Promise<string> {
  await page.waitForFunction(
    (source) => new RegExp(source).test(document.querySelector('#state')?.textContent ?? ''),
    { timeout: MAX_MS },
    words.source,
  );
  return (await page.$eval('#state', (state) => state.textContent)) ?? '';
}

/** The card's picture as a crawler gets it. */
export async function crawledCard(): Promise<{ readonly jpeg: Buffer; readonly status: string | null }> {
  const address = await page.$eval('meta[property="og:image"]', (tag) => tag.getAttribute('content') ?? '');
  const answer = await fetch(address);
  return { jpeg: Buffer.from(await answer.arrayBuffer()), status: answer.headers.get('x-card-status') };
}
