// @examples article event quote score
import { afterEach, expect, test } from '@jest/globals';
import type { Page } from 'puppeteer-core';
import { liveCard, sharedStudio, waitForText } from '../../browser/studio/studio-browser.ts';
import { openWhole, PAGES } from './whole-pages.ts';

const studio = sharedStudio();
let page: Page;

afterEach(() => page?.close());

test.each(PAGES.flatMap((hash) => [360, 768].map((width) => ({ hash, width }))))(
  '“$hash” needs no scrolling sideways at $width pixels',
  async ({ hash, width }) => {
    page = await openWhole(studio, hash, { width });
    const wider = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    expect(wider).toBe(0);
  },
);

test.each([
  '',
  '#/article/card?example=photo',
  '#/event/card?example=conference',
  '#/quote/picture',
  '#/article/share',
  '#/score/networks',
  '#/score/stress',
  '#/photos',
])('every control of “%s” is reached with the Tab key, and shows that it has the focus', async (hash) => {
  page = await openWhole(studio, hash);
  const controls = await page.evaluate(() => {
    const radioGroups = new Set<string>();
    const found = [...document.querySelectorAll<HTMLElement>('a[href], button, input, select, textarea')].filter((control) => {
      if (control.matches(':disabled') || !control.checkVisibility({ visibilityProperty: true })) return false;
      if (!(control instanceof HTMLInputElement) || control.type !== 'radio') return true;
      const first = !radioGroups.has(control.name);
      radioGroups.add(control.name);
      return first;
    });
    for (const control of document.querySelectorAll<HTMLElement>('*')) control.dataset['reached'] = '';
    return found.length;
  });
  expect(controls).toBeGreaterThan(5);
  const unseen: string[] = [];
  let reached = 0;
  for (let presses = 0; presses < controls * 3; presses++) {
    await page.keyboard.press('Tab');
    const at = await page.evaluate(() => {
      const control = document.activeElement as HTMLElement;
      if (control === document.body || control.dataset['reached'] === 'yes') return undefined;
      control.dataset['reached'] = 'yes';
      const ringed = [control, control.closest('label'), control].filter((element) => element !== null);
      const ring = (element: Element, pseudo?: string) => {
        const { outlineStyle, outlineWidth } = getComputedStyle(element, pseudo);
        return outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 2;
      };
      const seen = control.tagName === 'IFRAME' || ringed.some((element) => ring(element) || ring(element, '::after'));
      return {
        seen,
        name: control.outerHTML.slice(0, 80),
        counts: control.matches('a[href], button, input, select, textarea'),
      };
    });
    if (at?.counts) reached += 1;
    if (at?.seen === false) unseen.push(at.name);
    if (reached === controls) break;
  }
  expect(unseen).toEqual([]);
  expect(reached).toBe(controls);
});

test('by keyboard alone: a template is opened, its heading has the focus, and a theme is chosen with the arrows', async () => {
  page = await studio.open('');
  await page.keyboard.press('Tab');
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Skip to content');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('article');
  await page.keyboard.press('Enter');
  await waitForText(page, 'h1', 'article');
  await page.waitForFunction(() => document.activeElement?.tagName === 'H1');
  const frame = await liveCard(page, 'Small teams');
  for (let presses = 0; presses < 40; presses++) {
    await page.keyboard.press('Tab');
    if (await page.evaluate(() => (document.activeElement as HTMLInputElement).value === 'light')) break;
  }
  await page.keyboard.press('ArrowRight');
  await frame.waitForSelector('#stage:not([inert]) [data-theme="dark"]');
});

test('a reader who wants less motion gets none', async () => {
  page = await openWhole(studio, '#/article/card');
  await page.emulateMediaFeatures([{ name: 'prefers-reduced-motion', value: 'reduce' }]);
  const moving = await page.evaluate(
    () =>
      [...document.querySelectorAll('*')].filter((element) => {
        const { transitionDuration, animationName } = getComputedStyle(element);
        return animationName !== 'none' || transitionDuration.split(',').some((duration) => Number.parseFloat(duration) > 0);
      }).length,
  );
  expect(moving).toBe(0);
});
