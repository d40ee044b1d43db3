// The studio's photos, used as a person uses them: files that are dropped, chosen and pasted.
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'puppeteer-core';
import sharp from 'sharp';
import { projectPath } from '../../../project-path.ts';

/** A photo is made in a second or two; a machine that does much else needs more. */
export const MAX_MADE_MS = 60_000;

/** Small photos, each of which is another one; smaller ones are refused. */
export async function smallPhoto(folder: string, name: string, hue: number): Promise<string> {
  const picture = sharp(projectPath('tests/photos/pictures/coffee.png')).resize(240, 240).modulate({ hue });
  return fileIn(folder, name, await picture.jpeg().toBuffer());
}

/** Larger than any card shows it, and nothing in it is alike. */
export async function noisyPhoto(): Promise<Buffer> {
  const create = {
    width: 1800,
    height: 1200,
    channels: 3,
    background: '#888',
    noise: { type: 'gaussian', mean: 128, sigma: 60 },
  } as const;
  return sharp({ create }).jpeg().toBuffer();
}

export async function fileIn(folder: string, name: string, bytes: Uint8Array | string): Promise<string> {
  await mkdir(folder, { recursive: true });
  const path = join(folder, name);
  await writeFile(path, bytes);
  return path;
}

/** As the system hands over what somebody lets go over an element: files and folders by their paths, or a text. */
export async function drop(page: Page, selector: string, what: readonly string[] | { readonly text: string }): Promise<void> {
  const element = await page.waitForSelector(selector);
  await element?.scrollIntoView();
  const { x = 0, y = 0 } = (await element?.boundingBox()) ?? {};
  const data =
    'text' in what
      ? { items: [{ mimeType: 'text/plain', data: what.text }], dragOperationsMask: 1 }
      : { items: [], files: [...what], dragOperationsMask: 1 };
  const client = await page.createCDPSession();
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const)
    await client.send('Input.dispatchDragEvent', { type, x: x + 8, y: y + 8, data });
  await client.detach();
}

/** What is said of each file, by its name, once nothing is on its way. */
export async function outcomes(page: Page): Promise<Readonly<Record<string, string>>> {
  await page.waitForFunction(() => document.querySelector('.sent-photo') && !document.querySelector('.sent-photo progress'), {
    timeout: MAX_MADE_MS,
  });
  return page.$$eval('.sent-photo', (items) =>
    Object.fromEntries(
      items.map((item) => [item.querySelector('.sent-name')?.textContent, item.querySelector('.sent-state')?.textContent ?? '']),
    ),
  );
}

/** Presses the button or link with this name, by keyboard: what is clicked may move while pictures come. */
export async function press(page: Page, name: string): Promise<void> {
  const control = await page.locator(`::-p-aria([name="${name}"])`).waitHandle();
  await control.focus();
  await page.keyboard.press((await control.evaluate(({ tagName }) => tagName)) === 'INPUT' ? 'Space' : 'Enter');
}

/** The ids of the photos in the list. */
export async function listed(page: Page): Promise<readonly string[]> {
  return page.$$eval('.photo-tile code', (codes) => codes.map((code) => code.textContent?.replace('photo:', '') ?? ''));
}
