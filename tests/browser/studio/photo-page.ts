// The page of a photo in the studio, as tests look at it and put their hands on it.
import type { ElementHandle, Page } from 'puppeteer-core';
import { type SharedStudio, type StudioView, textOf } from './studio-browser.ts';

export const summaryOf = (page: Page) => textOf(page, '.save-summary');
export const saidOn = (page: Page) => textOf(page, '.photo-columns > .hidden[role="status"]');
export const focusedLabel = (page: Page) => page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? '');

/** Opens the page of a photo, and waits until it is seen. */
export async function openPhoto(studio: SharedStudio, hash: string, view?: StudioView): Promise<Page> {
  const page = await studio.open(hash, view);
  await page.waitForSelector('.stage-photo');
  await page.$eval('.stage-photo', (photo) => (photo as HTMLImageElement).decode());
  return page;
}

/** The frame of the first template's place, with the focus that is being set. */
export async function firstSlot(page: Page): Promise<ElementHandle<HTMLIFrameElement>> {
  const frame = await page.waitForSelector('.slot-card iframe');
  await frame?.contentFrame().then((content) => content.waitForSelector('#stage:not([inert]) img'));
  return frame as ElementHandle<HTMLIFrameElement>;
}

/** Until the photo in it is moved to about so far, in percent: the head is kept too, if the point leaves a choice. */
export async function waitForPosition(page: Page, frame: ElementHandle<HTMLIFrameElement>, percent: number): Promise<void> {
  const isThere = (element: HTMLIFrameElement, wanted: number) => {
    const image = element.contentDocument?.querySelector<HTMLElement>('#stage:not([inert]) img');
    return image?.style.objectPosition !== '' && Math.abs(Number.parseFloat(image?.style.objectPosition ?? '') - wanted) < 10;
  };
  await page.waitForFunction(isThere, {}, frame, percent);
}

/** Where a place of the photo is on the screen. */
export async function placeOf(page: Page, left: number, top: number): Promise<readonly [number, number]> {
  const stage = await page.$('.stage');
  await stage?.scrollIntoView();
  const box = await stage?.boundingBox();
  if (!box) throw new Error('There is no photo.');
  return [box.x + box.width * left, box.y + box.height * top];
}

/** Stronger than the frame's own style, which the studio writes again when the page's width changes. */
const OWN_SIZE = `[data-own-size] {
  position: fixed !important; inset: 0 auto auto 0 !important; transform: none !important; z-index: 9 !important;
}`;

/** The live card in its own size, as a picture. */
export async function shoot(page: Page, frame: ElementHandle<HTMLIFrameElement>): Promise<Uint8Array> {
  const style = await page.addStyleTag({ content: OWN_SIZE });
  await frame.evaluate((element) => element.setAttribute('data-own-size', ''));
  const shot = await page.screenshot({ type: 'png', clip: { x: 0, y: 0, width: 1200, height: 630 } });
  await frame.evaluate((element) => element.removeAttribute('data-own-size'));
  await style.evaluate((element) => (element as Element).remove());
  return shot;
}

/** The card's picture from the emulator of CloudFront. */
export async function pictureOf(origin: string, template: string, params: object): Promise<Buffer> {
  const answer = await fetch(`${origin}/api/picture`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ template, params }),
  });
  const status = answer.headers.get('x-card-status');
  if (status !== 'drawn') throw new Error(`The card is ${status}, not drawn: ${answer.status}.`);
  return Buffer.from(await answer.arrayBuffer());
}

export const paramsInAddress = (page: Page) =>
  page.evaluate(() => JSON.parse(new URLSearchParams(location.hash.split('?')[1]).get('params') ?? '{}') as { cover?: string });
