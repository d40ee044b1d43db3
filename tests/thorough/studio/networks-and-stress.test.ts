// @examples article event score
// The previews and the stress page, as a person sees and uses them.
import { afterEach, describe, expect, test } from '@jest/globals';
import type { Page } from 'puppeteer-core';
import { NETWORKS } from '../../../card-site/networks/networks.ts';
import { hostileCards } from '../../../card-site/studio/stress/hostile-cards.ts';
import { pushTextsDown, sharedStudio, textOf, type, waitForText } from '../../browser/studio/studio-browser.ts';

const studio = sharedStudio();
let page: Page;

afterEach(() => page?.close());

async function openNetworks(hash: string, view = {}): Promise<void> {
  page = await studio.open(hash, view);
  await page.waitForSelector('.networks-safe-picture img');
}

describe('networks', () => {
  test('each shows the JPEG from the pipeline, in the shape that it shows', async () => {
    await openNetworks('#/article/networks?example=photo');
    await page.waitForFunction(() => [...document.images].every((image) => image.complete));
    const shown = await page.$$eval('.networks-item .networks-picture', (pictures) =>
      pictures.map((picture) => {
        const { width, height } = picture.getBoundingClientRect();
        return { aspect: width / height, pixels: picture.querySelector('img')?.naturalWidth };
      }),
    );
    expect(shown).toHaveLength(NETWORKS.length);
    shown.forEach(({ aspect, pixels }, at) => {
      expect(pixels).toBe(1200);
      expect(Math.abs(aspect - (NETWORKS[at]?.aspect ?? 0))).toBeLessThan(0.01);
    });
  });

  test('says of an example of ours that every text is shown', async () => {
    await openNetworks('#/article/networks?example=photo');
    await waitForText(page, '.networks-safe [role="status"]', 'Every text stands where all large previews show it.');
  });

  test('says whose text X covers, and takes it back when the text is gone', async () => {
    await openNetworks('#/article/networks?example=photo');
    await pushTextsDown(page);
    await type(page, 'Reading time in minutes, 0 for none', '14');
    await waitForText(page, '.networks-safe [role="status"]', 'X lays the title over “14 min read”');
    await type(page, 'Reading time in minutes, 0 for none', '0');
    await waitForText(page, '.networks-safe [role="status"]', 'over “Marit Solheim”');
  });

  test('says the same of a text that was typed in one go and taken back at once', async () => {
    await openNetworks('#/article/networks?example=photo');
    await pushTextsDown(page);
    const field = 'Reading time in minutes, 0 for none';
    const status = () => textOf(page, '.networks-safe [role="status"]');
    for (const [minutes, says] of [
      ['0', 'over “Marit Solheim”'],
      ['25', 'over “25 min read”'],
      ['0', 'over “Marit Solheim”'],
      ['240', 'over “240 min read”'],
    ] as const) {
      await type(page, field, minutes);
      await waitForText(page, '.networks-safe [role="status"]', says);
      if (minutes === '0')
        await page.waitForFunction(
          () => !document.querySelector('.networks-safe [role="status"]')?.textContent?.includes('min read'),
        );
      else expect(await status()).toContain(says);
    }
  });

  test('says why there is no picture', async () => {
    page = await studio.open('#/score/networks', {
      intercept: (request) => {
        if (new URL(request.url()).pathname !== '/api/picture') return false;
        void request.respond({ status: 400, contentType: 'application/json', body: '{"error":{"message":"No browser here."}}' });
        return true;
      },
    });
    await waitForText(page, '.networks-safe-picture .networks-missing', 'There is no picture: No browser here.');
    await waitForText(page, '[data-network="x"] .networks-missing', 'No browser here.');
  });

  test('names a missing glyph', async () => {
    await openNetworks(`#/article/networks?params=${encodeURIComponent('{"title":"A \uE123 B","author":"Bo"}')}`);
    await waitForText(page, '.networks-view .live-notices', 'U+E123');
    expect(await page.$eval('.networks-view .live-notices', (notice) => notice.checkVisibility())).toBe(true);
  });

  test('covers, as it is drawn, what the facts say that it covers', async () => {
    await openNetworks('#/score/networks?example=classic');
    const [over, picture] = await page.evaluate(() =>
      ['.networks-over', '[data-network="x"] .networks-picture'].map((at) =>
        document.querySelector(at)?.getBoundingClientRect().toJSON(),
      ),
    );
    const fact = NETWORKS.find(({ id }) => id === 'x')?.over?.rect;
    const scale = 1200 / picture.width;
    const shift = 15; // of the 2 : 1 shape
    expect((over.top - picture.top) * scale + shift).toBeCloseTo(fact?.top ?? 0, -1);
    expect((over.bottom - picture.top) * scale + shift).toBeCloseTo(fact?.bottom ?? 0, -1);
    expect((over.left - picture.left) * scale).toBeCloseTo(fact?.left ?? 0, -1);
  });

  test('changes between light and dark by keyboard', async () => {
    await openNetworks('#/score/networks', { scheme: 'dark' });
    expect(await page.$eval('.networks-ground', (ground) => (ground as HTMLElement).dataset['scheme'])).toBe('dark');
    await page.focus('.networks-schemes input:checked');
    await page.keyboard.press('ArrowLeft');
    await page.waitForSelector('.networks-ground[data-scheme="light"]');
  });

  test('shows a fact’s source on focus, until Escape', async () => {
    await openNetworks('#/score/networks');
    const seen = () => page.$eval('.networks-tip', (tip) => getComputedStyle(tip).visibility);
    expect(await seen()).toBe('hidden');
    await page.focus('.networks-fact');
    expect(await seen()).toBe('visible');
    expect(await textOf(page, '.networks-tip')).toMatch(/^Source: Meta.*developers\.facebook\.com/);
    await page.keyboard.press('Escape');
    expect(await seen()).toBe('hidden');
  });

  test('cuts the page’s title as Discord does', async () => {
    await openNetworks('#/score/networks');
    await type(page, 'Title', 'é'.repeat(40));
    await waitForText(page, '[data-network="discord"] .networks-title', `${'é'.repeat(33)}...`);
  });
});

describe('stress', () => {
  test.each(['article', 'event'] as const)(
    'draws every hostile card of %s, and finds them all fine',
    async (template) => {
      page = await studio.open(`#/${template}/stress`);
      page.setDefaultTimeout(100_000);
      await page.locator('.stress .button').click();
      const count = hostileCards(template).length;
      await waitForText(page, '.stress-summary', `${count} of ${count} fine`);
      expect(await page.$$eval('.stress-item[data-fine="true"]', (items) => items.length)).toBe(count);
    },
    120_000,
  );

  test('marks on the card what is wrong with it, and names it', async () => {
    page = await studio.open('#/default/stress');
    await page.evaluateOnNewDocument(() => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync('.default-card .inner p { font-size: 12px; color: #ddd }'); // more specific than the card's own rule
      document.adoptedStyleSheets.push(sheet);
    });
    await page.locator('.stress .button').click();
    await waitForText(page, '.stress-summary', '0 of 1 fine: too small on 1, poor contrast on 1');
    expect(await textOf(page, '.stress-item .stress-findings')).toMatch(
      /too small: Social cards.*12 px.*poor contrast: Social cards/,
    );
    const [mark, words] = await Promise.all([
      page.$eval('.stress-fault', (fault) => fault.getBoundingClientRect().toJSON()),
      page.$eval('.stress-item iframe', (element) => {
        const frame = element as HTMLIFrameElement;
        const place = frame.getBoundingClientRect();
        const text = frame.contentDocument?.querySelector('#stage:not([inert]) p')?.getBoundingClientRect();
        const scale = place.width / 1200;
        return text && { left: place.left + text.left * scale, right: place.left + text.right * scale };
      }),
    ]);
    expect(Math.abs(mark.left - (words?.left ?? 0))).toBeLessThan(4);
    expect(Math.abs(mark.right - (words?.right ?? 0))).toBeLessThan(4);
  });
});
