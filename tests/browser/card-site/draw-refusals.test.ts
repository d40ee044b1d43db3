// @examples article event quote score
import { describe, expect, test } from '@jest/globals';
import { sharedCardSite } from './card-site-page.ts';
import { BLANK_PATH, why } from './cards-to-draw.ts';
import { refusalOf, stageOf } from './on-the-stage.ts';

const site = sharedCardSite();

describe('what it refuses', () => {
  test.each(['nope', 'constructor', ''])('refuses the unknown template %p', async (template) => {
    expect(await refusalOf(site.shared.page, { template, params: {} })).toBe(`unknown template: ${template}`);
  });

  test('refuses params that the schema refuses, naming the field', async () => {
    expect(await refusalOf(site.shared.page, { template: 'score', params: { home: 1, away: 2 } })).toMatch(/"round" is missing/);
  });

  const missingImage = '/assets/missing.png';
  test.each([
    ['an element', `<img src="${missingImage}">`],
    ['a part of a drawing', `<svg width="9" height="9"><image href="${missingImage}"/></svg>`],
    ['a part of a filter', `<svg width="9" height="9"><filter id="f"><feImage href="${missingImage}"/></filter></svg>`],
  ])('refuses a card without an image of the template itself, and empties the stage: %s', async (_, markup) => {
    const { page } = await site.open(BLANK_PATH);
    await page.evaluate((html) => {
      // Stands for a component whose own picture is not on the site.
      const append = Node.prototype.appendChild;
      Node.prototype.appendChild = function <T extends Node>(this: Node, child: T): T {
        if (this instanceof HTMLElement && this.id === 'stage' && child instanceof Element) {
          child.insertAdjacentHTML('beforeend', html);
        }
        append.call(this, child);
        return child;
      };
    }, markup);
    expect(await refusalOf(page, why)).toMatch(/^image failed: http:\/\/127\.0\.0\.1:\d+\/assets\/missing\.png$/);
    expect(await stageOf(page)).toBe('');
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
    ['a text left of the stage', '.article-card .copy { left: -90px; }'],
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
