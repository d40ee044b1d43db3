// @examples article event quote
import { describe, expect, test } from '@jest/globals';
import { createCard } from '../../../card-schema/catalogue.ts';
import { formatPagePath } from '../../../card-schema/page-path.ts';
import { sharedCardSite } from './card-site-page.ts';
import { BLANK_PATH, EXAMPLES, short, WIDEST, why, withImage } from './cards-to-draw.ts';
import { draw, stageOf } from './on-the-stage.ts';

const site = sharedCardSite();

describe('one card after the other', () => {
  test('draws in the order asked, and the last stays', async () => {
    const order = await site.shared.page.evaluate(
      async (cards) => {
        const order: number[] = [];
        const drawings = cards.map(({ template, params }, at) =>
          window.edgecard?.draw(template, params).then(() => order.push(at)),
        );
        await Promise.all(drawings);
        return order;
      },
      [why, withImage('harbour.jpg'), short],
    );
    expect(order).toEqual([0, 1, 2]);
    expect(await stageOf(site.shared.page)).toContain('quote-card');
  });

  test('does not draw the card again that is drawn or being drawn', async () => {
    const kept = await site.shared.page.evaluate(async ({ template, params }) => {
      await Promise.all([window.edgecard?.draw(template, params), window.edgecard?.draw(template, { ...params })]);
      const element = document.querySelector('#stage > *');
      await window.edgecard?.draw(template, params);
      return element !== null && element === document.querySelector('#stage > *');
    }, why);
    expect(kept).toBe(true);
  });

  test('leaves nothing of one card in the next', async () => {
    const { page } = await site.open(formatPagePath(short));
    await draw(page, short);
    const alone = await stageOf(page);
    for (const [, card] of [...EXAMPLES, ...WIDEST]) await draw(page, card);
    await draw(page, short);
    expect(await stageOf(page)).toBe(alone);
    await page.close();
  });

  test.each([
    ['of one script', 'საქართველო', 'ᲡᲐᲥᲐᲠᲗᲕᲔᲚᲝ'],
    ['of signs', '🀅🁣', '☰☷ ䷀'],
    ['of two scripts, then one of them', 'ስለ ഒരു', 'ഒരു ദിവസം'],
  ])('draws texts %s as on a page that has drawn nothing', async (_, before, text) => {
    const drawn = async (titles: readonly string[]) => {
      const { page } = await site.open(BLANK_PATH);
      for (const title of titles) await draw(page, createCard('article', { title, author: title }));
      const picture = Buffer.from(await page.screenshot({ type: 'png' }));
      await page.close();
      return picture;
    };
    expect(Buffer.compare(await drawn([before, text]), await drawn([text]))).toBe(0);
  });

  test('draws the same pixels again', async () => {
    const { page } = await site.open(BLANK_PATH);
    await draw(page, why);
    const first = await page.screenshot({ type: 'png' });
    await draw(page, withImage('harbour.jpg'));
    await draw(page, why);
    expect(Buffer.compare(Buffer.from(await page.screenshot({ type: 'png' })), Buffer.from(first))).toBe(0);
    await page.close();
  });
});
