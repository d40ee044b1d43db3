// What a person has changed on the page of a photo and not saved yet: what becomes of it. Each opens the photo of this id.
import { expect } from '@jest/globals';
import type { Page } from 'puppeteer-core';
import { focusedLabel, openPhoto, placeOf, summaryOf } from './photo-page.ts';
import { press } from './photos-page.ts';
import type { SharedStudio } from './studio-browser.ts';

export async function stepsGoBackAndForth(studio: SharedStudio, photo: string): Promise<Page> {
  const page = await openPhoto(studio, `#/photos/${photo}`);
  await press(page, 'Set a focal point');
  await page.waitForFunction(() => document.activeElement?.matches('.focal-handle'));
  await page.keyboard.down('ArrowRight');
  await page.keyboard.down('ArrowRight');
  await page.keyboard.up('ArrowRight');
  expect(await focusedLabel(page)).toBe('Focal point, 52 % from left, 42 % from top');
  await page.keyboard.down('Control');
  await page.keyboard.press('z');
  await page.keyboard.up('Control');
  expect(await focusedLabel(page)).toBe('Focal point, 50 % from left, 42 % from top');
  await press(page, 'Redo');
  expect(await page.$eval('.focal-handle', (handle) => handle.getAttribute('aria-label'))).toContain('52 %');
  await page.focus('.focal-handle');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Escape');
  expect(await focusedLabel(page)).toBe('Focal point, 52 % from left, 42 % from top');
  return page;
}

export async function draftOutlivesReload(studio: SharedStudio, photo: string): Promise<Page> {
  const page = await openPhoto(studio, `#/photos/${photo}`);
  await press(page, 'Add a box');
  await page.waitForFunction(() => document.activeElement?.matches('.drawn-body'));
  await page.keyboard.press('ArrowRight');
  const box = await focusedLabel(page);
  await page.waitForFunction(
    (label) => {
      const draft = new URLSearchParams(location.hash.split('?')[1]).get('draft');
      const { drawn = [] } = JSON.parse(draft ?? '{}') as { drawn?: number[][] };
      return label.includes(`${Math.round((drawn[0]?.[0] ?? 0) * 100)} % from left`);
    },
    {},
    box,
  );
  await page.reload();
  await page.waitForSelector('.drawn-body');
  expect(await page.$eval('.drawn-body', (drawn) => drawn.getAttribute('aria-label'))).toBe(box);
  await press(page, 'Templates');
  await page.waitForSelector('.start-tile');
  await page.goBack();
  await page.waitForSelector('.drawn-body');
  expect(await summaryOf(page)).toBe('Not saved yet: 1 head hidden.');
  return page;
}

export async function fingersSetThePoint(studio: SharedStudio, photo: string): Promise<Page> {
  const page = await openPhoto(studio, `#/photos/${photo}`, { width: 360 });
  await page.touchscreen.tap(...(await placeOf(page, 0.2, 0.6)));
  const handle = await page.waitForSelector('.focal-handle');
  expect(await handle?.evaluate((element) => element.getAttribute('aria-label'))).toMatch(/20 % from left, 60 % from top/);
  await page.touchscreen.touchStart(...(await placeOf(page, 0.2, 0.6)));
  await page.touchscreen.touchMove(...(await placeOf(page, 0.5, 0.3)));
  await page.touchscreen.touchEnd();
  expect(await handle?.evaluate((element) => element.getAttribute('aria-label'))).toMatch(/50 % from left, 30 % from top/);
  return page;
}

export async function escapeGivesUp(studio: SharedStudio, photo: string): Promise<Page> {
  const page = await openPhoto(studio, `#/photos/${photo}`);
  await page.mouse.move(...(await placeOf(page, 0.5, 0.5)));
  await page.mouse.down();
  await page.mouse.move(...(await placeOf(page, 0.6, 0.7)));
  await page.waitForSelector('.focal-handle');
  await page.keyboard.press('Escape');
  await page.mouse.up();
  await page.waitForFunction(() => !document.querySelector('.focal-handle'));
  expect(await summaryOf(page)).toBe('Nothing is changed.');
  return page;
}

export async function figuresAreTyped(studio: SharedStudio, photo: string): Promise<Page> {
  const page = await openPhoto(
    studio,
    `#/photos/${photo}?draft=${encodeURIComponent('{"point":[0.7,0.2],"hide":[],"drawn":[]}')}`,
  );
  const field = await page.locator('::-p-aria([name="From left"])').waitHandle();
  await field.focus();
  await page.keyboard.press('End');
  await page.keyboard.press('Backspace');
  await page.keyboard.press('Backspace');
  await page.keyboard.type('45.5');
  await page.waitForSelector('.focal-handle[title="46 %, 20 %"]');
  await press(page, 'No focal point');
  await page.waitForFunction(() => document.activeElement?.matches('.focal-set'));
  expect(await page.$('.focal-handle')).toBeNull();
  return page;
}
