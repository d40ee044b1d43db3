import type { Page } from 'puppeteer-core';
import type { Card } from '../../card-schema/catalogue.ts';

export async function draw(page: Page, { template, params }: Card) {
  const drawn = await page.evaluate((name, values) => window.edgecard?.draw(name, values), template, params);
  if (!drawn) throw new Error('The page has no window.edgecard.');
  return drawn;
}

export async function refusalOf(page: Page, card: { readonly template: string; readonly params: unknown }): Promise<string> {
  return page.evaluate(
    async (name, values) => {
      try {
        await window.edgecard?.draw(name, values);
        return 'drawn';
      } catch (error) {
        return (error as Error).message; // the page throws nothing else
      }
    },
    card.template,
    card.params,
  );
}

export function stageOf(page: Page): Promise<string> {
  return page.$eval('#stage', (stage) => stage.innerHTML);
}

export function fitted(page: Page) {
  return page.$$eval('.fit-text', (boxes) =>
    (boxes as HTMLElement[]) /* FitText makes no others */
      .map((box) => ({
        text: box.textContent,
        size: Number.parseFloat(box.style.fontSize),
        min: Number(box.dataset['min']),
        max: Number(box.dataset['max']),
        broken: box.dataset['break'] !== undefined,
      })),
  );
}
