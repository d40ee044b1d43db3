import { type CardUrlOptions, cardPicture } from '../../card-schema/card-url.ts';
import type { CardWarning } from '../../card-schema/card-warning.ts';
import type { CardInput, TemplateName } from '../../card-schema/catalogue.ts';

export const KEY = 'a key for tests only';
export const options = { origin: 'https://social.app.com', signingKey: KEY };
export const article = { title: 'Small teams, large ships', author: 'Ada Okafor' };

/** The card that a page gets of an input, with what was said of it. */
export async function mended(template: TemplateName, input: unknown, more: Partial<CardUrlOptions> = {}) {
  const warnings: CardWarning[] = [];
  const onWarning = (warning: CardWarning) => warnings.push(warning);
  const picture = await cardPicture(template, input as CardInput<TemplateName>, { ...options, onWarning, ...more });
  const params = picture.card.params as Readonly<Record<string, unknown>>;
  return { ...picture, params, warnings, codes: warnings.map(({ field, code }) => `${field ?? '-'}: ${code}`) };
}
