// The S3 object key of a card: `<design version>/<template>/<values or payload>.jpg`. It reads back into the card, so that
// nothing else has to travel from origin-request to origin-response.
import type { Card } from './catalogue.ts';
import { DESIGN_VERSION, type DesignVersions } from './design-version.ts';
import { CardError } from './errors.ts';
import { formatValues, parseValues } from './values.ts';

/** Nothing here needs percent-encoding: S3 decodes request paths, and a key that changes on the way is never found. */
export const CARD_KEY = new RegExp(
  `^(?<designVersion>${DESIGN_VERSION})/(?<template>[a-z][a-z0-9]{0,30})/(?<values>[A-Za-z0-9_-]+)\\.jpg$`,
);

export interface CardKey {
  readonly card: Card;
  readonly designVersion: string;
}

export function formatCardKey(card: Card, designVersions: DesignVersions): string {
  return `${designVersions[card.template]}/${card.template}/${formatValues(card)}.jpg`;
}

/** Throws CardError for anything that formatCardKey cannot have written. */
export function parseCardKey(key: string): CardKey {
  const { designVersion, template = '', values = '' } = CARD_KEY.exec(key)?.groups ?? {};
  if (designVersion === undefined) throw new CardError('not_a_card', 'The key is not that of a card.');
  return { card: parseValues(template, values), designVersion };
}
