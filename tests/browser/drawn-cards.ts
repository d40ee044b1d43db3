// Cards that the tests of the card browser draw, of whatever templates there are.
import type { Card } from '../../card-schema/catalogue.ts';
import { EXAMPLES } from '../../card-schema/examples.ts';
import { SAMPLE_CARD, sampleCards } from '../support/sample-cards.ts';

const CARDS = sampleCards(20);

/** Another one for each number, where the catalogue has so many. */
export const sample = (at: number): Card => CARDS[at % CARDS.length] ?? SAMPLE_CARD;

/** A card of another template, where there is one that shows no image. */
export const another: Card =
  EXAMPLES.find(({ card }) => card.template !== SAMPLE_CARD.template && !JSON.stringify(card).includes('https:'))?.card ??
  SAMPLE_CARD;
