import { describe, expect, test } from '@jest/globals';
import type { HTTPRequest } from 'puppeteer-core';
import { sharedCardSite } from './card-site-page.ts';
import { BLANK_PATH, why, withImage } from './cards-to-draw.ts';
import { draw, refusalOf, stageOf } from './on-the-stage.ts';

const site = sharedCardSite();

describe('what it refuses', () => {
  test.each(['nope', 'constructor', ''])('refuses the unknown template %p', async (template) => {
    expect(await refusalOf(site.shared.page, { template, params: {} })).toBe(`unknown template: ${template}`);
  });

  test('refuses params that the schema refuses, naming the field', async () => {
    expect(await refusalOf(site.shared.page, { template: 'score', params: { home: 1, away: 2 } })).toMatch(/"round" is missing/);
  });

  test('refuses an image that does not come, and empties the stage', async () => {
    expect(await refusalOf(site.shared.page, withImage('missing.jpg'))).toBe(
      'image failed: https://images.edgecard.test/missing.jpg',
    );
    expect(await stageOf(site.shared.page)).toBe('');
  });

  test('draws a refused card when its image is there again', async () => {
    let there = false;
    const { page } = await site.open(BLANK_PATH, (request) => {
      if (there || !isImage(request)) return false;
      void request.respond({ status: 404 });
      return true;
    });
    expect(await refusalOf(page, withImage('harbour.jpg'))).toMatch(/^image failed: /);
    there = true;
    expect(await draw(page, withImage('harbour.jpg'))).toEqual({ missingGlyphs: [], missingImages: [] });
    await page.close();
  });

  test('refuses an image that is none', async () => {
    const { page } = await site.open(BLANK_PATH, (request) => {
      if (!isImage(request)) return false;
      void request.respond({ status: 200, contentType: 'image/jpeg', body: 'no image' });
      return true;
    });
    expect(await refusalOf(page, withImage('harbour.jpg'))).toBe('image failed: https://images.edgecard.test/harbour.jpg');
    await page.close();
  });

  test('waits three seconds for an image that never comes, then draws the next card', async () => {
    const { page } = await site.open(BLANK_PATH, isImage); // taken and never answered
    const [late, next] = await Promise.all([refusalOf(page, withImage('harbour.jpg')), draw(page, why)]);
    expect(late).toBe('timed out: image https://images.edgecard.test/harbour.jpg');
    expect(next).toEqual({ missingGlyphs: [], missingImages: [] });
    await page.close();
  });

  test('refuses to draw without a font', async () => {
    const { page } = await site.open(BLANK_PATH, (request) => {
      if (!request.url().includes('source-serif')) return false;
      void request.abort();
      return true;
    });
    expect(await refusalOf(page, why)).toBe('font failed: normal 620 16px "Source Serif 4 Variable"');
    await page.close();
  });

  test('waits three seconds for a font that never comes', async () => {
    const { page } = await site.open(BLANK_PATH, (request) => request.url().includes('source-serif'));
    expect(await refusalOf(page, why)).toMatch(/^timed out: font .*Source Serif 4 Variable/);
    await page.close();
  });

  // The cards' own CSS lets no text out; these rules stand for a mistake in a card to come.
  test.each([
    ['a box too small for one line', '.article-card .author { height: 4px; }'],
    [
      'a box that grew out of its surroundings',
      '.article-card .copy { max-width: 500px; } .article-card .title { width: 900px; }',
    ],
    ['a text beside the stage', '.article-card .copy { left: -90px; }'],
    ['two texts that overlap', '.article-card .author { translate: 0 -220px; }'],
  ])('refuses %s', async (_, css) => {
    const { page } = await site.open(BLANK_PATH);
    await page.evaluate(
      (rules) => {
        for (const rule of rules) document.styleSheets[0]?.insertRule(rule, document.styleSheets[0].cssRules.length);
      },
      css.split(/(?<=\}) /),
    );
    expect(await refusalOf(page, why)).toMatch(/^text does not fit: (Bo|Why\?)$/);
    await page.close();
  });
});

function isImage(request: HTTPRequest): boolean {
  return request.resourceType() === 'image';
}
