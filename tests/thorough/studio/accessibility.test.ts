// @examples article quote score
// Everyone can use the studio: by keyboard, with a screen reader, on a small screen, in the dark.
import { createRequire } from 'node:module';
import { afterEach, expect, test } from '@jest/globals';
import type { Page } from 'puppeteer-core';
import { pushTextsDown, sharedStudio, type, waitForText } from '../../browser/studio/studio-browser.ts';
import { openWhole, PAGES } from './whole-pages.ts';

const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

const studio = sharedStudio();
let page: Page;

afterEach(() => page?.close());

interface AxeViolation {
  readonly id: string;
  readonly impact: string;
  readonly nodes: readonly { readonly html: string; readonly failureSummary: string }[];
}

/** What axe-core finds on the page as it stands. */
async function seriousIn(of: Page): Promise<readonly string[]> {
  await of.addScriptTag({ path: AXE });
  const { violations, passes } = await of.evaluate(() =>
    (
      window as unknown as {
        axe: { run(context: object, options: object): Promise<{ violations: AxeViolation[]; passes: object[] }> };
      }
    ).axe.run(document, { iframes: false }),
  );
  expect(passes.length).toBeGreaterThan(10);
  const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  return serious.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
}

/** What a page shows only after something happened. */
const HAPPENINGS: Readonly<Record<string, (view: { scheme: 'light' | 'dark' }) => Promise<void>>> = {
  'the results of a stress test with faults': async (view) => {
    page = await studio.open('#/default/stress', view);
    await page.evaluateOnNewDocument(() => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync('.default-card .inner p { font-size: 12px; color: #ddd }');
      document.adoptedStyleSheets.push(sheet);
    });
    await page.locator('.stress .button').click();
    await waitForText(page, '.stress-summary', '0 of 1 fine');
  },
  'a comparison': async (view) => {
    page = await studio.open('#/quote/picture', view);
    await page.waitForSelector('.figures');
    await page.locator('::-p-aria([name="Compare"])').click();
    await page.waitForSelector('.comparison img');
  },
  'a field with an error': async (view) => {
    page = await studio.open('#/score/share', view);
    await page.waitForSelector('.snippet');
    await type(page, 'Away', '1000');
    await waitForText(page, '.template-notice', 'The form holds no card.');
  },
  'a missing glyph': async (view) => {
    page = await studio.open(`#/article/picture?params=${encodeURIComponent('{"title":"A \uE123 B","author":"Bo"}')}`, view);
    await waitForText(page, '.live-notices', 'U+E123');
    await waitForText(page, '.picture [role="status"]', 'U+E123');
  },
  'warnings of the networks': async (view) => {
    page = await studio.open('#/article/networks?example=photo', view);
    await page.waitForSelector('.networks-safe-picture img');
    await pushTextsDown(page);
    await type(page, 'Reading time in minutes, 0 for none', '15');
    await waitForText(page, '.networks-safe [role="status"]', 'X lays the title over');
  },
  'no picture': async (view) => {
    const intercept: NonNullable<Parameters<typeof studio.open>[1]>['intercept'] = (request) => {
      if (new URL(request.url()).pathname !== '/api/picture') return false;
      void request.respond({ status: 400, contentType: 'application/json', body: '{"error":{"message":"No browser here."}}' });
      return true;
    };
    page = await studio.open('#/score/networks', { ...view, intercept });
    await waitForText(page, '.networks-missing', 'No browser here.');
  },
  'a build that failed': async (view) => {
    page = await studio.open('', {
      ...view,
      intercept: (request) => {
        if (new URL(request.url()).pathname !== '/api/events') return false;
        const body = `retry: 60000\ndata: ${JSON.stringify({ type: 'build_failed', message: 'Unexpected token' })}\n\n`;
        void request.respond({ status: 200, contentType: 'text/event-stream', body });
        return true;
      },
    });
    await waitForText(page, '[role="alert"]', 'Unexpected token');
  },
  'no such page': async (view) => {
    page = await studio.open('#/nothing', view);
    await waitForText(page, 'h1', 'No such page');
  },
};

test.each(Object.keys(HAPPENINGS).flatMap((what) => (['light', 'dark'] as const).map((scheme) => ({ what, scheme }))))(
  'axe-core finds nothing serious on $what in $scheme colours',
  async ({ what, scheme }) => {
    await HAPPENINGS[what]?.({ scheme });
    expect(await seriousIn(page)).toEqual([]);
  },
);

test.each(PAGES.flatMap((hash) => (['light', 'dark'] as const).map((scheme) => ({ hash, scheme }))))(
  'axe-core finds nothing serious on “$hash” in $scheme colours',
  async ({ hash, scheme }) => {
    page = await openWhole(studio, hash, { scheme });
    expect(await seriousIn(page)).toEqual([]);
  },
);
