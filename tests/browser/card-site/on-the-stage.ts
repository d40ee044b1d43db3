import type { Page } from 'puppeteer-core';
import { formatRefusal, type Refusal } from '../../../card-schema/card-page.ts';
import type { Card } from '../../../card-schema/catalogue.ts';

export async function draw(page: Page, { template, params }: Card) {
  const drawn = await page.evaluate((name, values) => window.edgecard?.draw(name, values), template, params);
  if (!drawn) throw new Error('The page has no window.edgecard.');
  return drawn;
}

interface GivenCard {
  readonly template: string;
  readonly params: unknown;
}

/** The refusal in words; 'drawn' for a card that is drawn. */
export async function refusalOf(page: Page, card: GivenCard): Promise<string> {
  const refusal = await refusalDataOf(page, card);
  return refusal ? formatRefusal(refusal) : 'drawn';
}

export async function refusalDataOf(page: Page, card: GivenCard): Promise<Refusal | undefined> {
  return page.evaluate(
    async (name, values) => {
      try {
        await window.edgecard?.draw(name, values);
        return undefined;
      } catch (error) {
        const { reason = 'unexpected', detail = (error as Error).message } = error as Partial<Refusal>;
        return { reason, detail };
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
