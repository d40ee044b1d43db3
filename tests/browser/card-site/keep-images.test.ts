// @examples article event quote
// A template's own images are asked for once, however often the browser collects its garbage between the cards that show them.
import { describe, expect, test } from '@jest/globals';
import type { Page } from 'puppeteer-core';
import sharp from 'sharp';
import { createCard } from '../../../card-schema/catalogue.ts';
import { photoAddress, photoPath } from '../../../card-schema/photo-id.ts';
import { sharedCardSite } from './card-site-page.ts';
import { BLANK_PATH, short, why } from './cards-to-draw.ts';
import { draw } from './on-the-stage.ts';

const ID = '7h3k9m2p4q8r5t6v';
const LOGO = '/assets/logo.png';
const logo = await sharp({ create: { width: 40, height: 40, channels: 3, background: 'red' } })
  .png()
  .toBuffer();

const site = sharedCardSite();

/** A page on which every image of the site is the logo, with how often each was asked for. */
async function openCounting() {
  const asked = new Map<string, number>();
  const { page } = await site.open(BLANK_PATH, (request) => {
    if (request.resourceType() !== 'image') return false;
    const { pathname } = new URL(request.url());
    asked.set(pathname, (asked.get(pathname) ?? 0) + 1);
    void request.respond({ status: 200, contentType: 'image/png', body: logo });
    return true;
  });
  await page.setCacheEnabled(true); // the interception switched it off
  await draw(page, createCard('default', {})); // the first card empties the stage of what others have put there
  return { page, asked, [Symbol.asyncDispose]: () => page.close() };
}

/** Puts into the stage what a component would render next to the card. */
async function addToStage(page: Page, markup: string): Promise<void> {
  await page.$eval('#stage', (stage, html) => stage.insertAdjacentHTML('beforeend', `<div id="added">${html}</div>`), markup);
  await page.waitForNetworkIdle({ idleTime: 50 });
}

async function collectGarbage(page: Page): Promise<void> {
  const session = await page.createCDPSession();
  await session.send('HeapProfiler.collectGarbage');
  await session.detach();
}

describe('an image of a template', () => {
  test.each([
    ['an element', `<img src="${LOGO}">`],
    ['an element that asks as a script does', `<img crossorigin src="${LOGO}">`],
    ['one of several sizes', `<img srcset="${LOGO} 1x, ${LOGO}?large 3x">`],
    ['a source of a picture', `<picture><source srcset="${LOGO}"><img></picture>`],
    ['a part of a drawing', `<svg width="40" height="40"><image href="${LOGO}" width="40" height="40"/></svg>`],
  ])('is kept for later cards: %s', async (_, markup) => {
    await using opened = await openCounting();
    const { page, asked } = opened;
    for (const card of [why, short, why]) {
      await addToStage(page, markup);
      await draw(page, card);
      await page.$eval('#added', (added) => added.remove());
      await draw(page, createCard('default', {}));
      await collectGarbage(page);
    }
    expect([...asked]).toEqual([[LOGO, 1]]);
  });
});

test('a photo is asked for again: it may have been removed', async () => {
  await using opened = await openCounting();
  const { page, asked } = opened;
  for (const title of ['One', 'Two']) {
    await draw(page, createCard('article', { title, author: 'Bo', cover: photoAddress(ID) }));
    await draw(page, short);
    await collectGarbage(page);
  }
  expect([...asked]).toEqual([[photoPath(ID), 2]]);
});
