// The path of a card's page on the card site: `/<template>/<values or payload>`.
import type { Card } from './catalogue.ts';
import { CardError } from './errors.ts';
import { formatValues, parseValues } from './values.ts';

export function formatPagePath(card: Card): string {
  return `/${card.template}/${formatValues(card)}`;
}

/** Throws CardError for anything that formatPagePath cannot have written. */
export function parsePagePath(path: string): Card {
  const [before, template, values, ...rest] = path.split('/');
  if (before !== '' || !template || !values || rest.length > 0)
    throw new CardError('not_a_card', 'A page path is /<template>/<values>.');
  return parseValues(template, values);
}
