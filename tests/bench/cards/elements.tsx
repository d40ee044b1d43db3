// @examples article event quote
// Card → React element, the same one for every renderer.
import type { ReactElement } from 'react';
import type { Card } from '../../../card-schema/catalogue.ts';
import { Heavy } from './Heavy.tsx';
import { Plain } from './Plain.tsx';
import { Scripts } from './Scripts.tsx';
import { LINE_BREAK } from './texts.ts';

/** Where a renderer finds the pictures on the cards: addresses, names or data, as it likes them best. */
export interface Images {
  readonly photo: string;
  /** Three of them. */
  readonly faces: readonly string[];
}

export function elementOf(card: Card, { photo, faces }: Images): ReactElement {
  if (card.template === 'event') {
    const { title, place, date } = card.params;
    return <Plain title={title} place={place} date={date} avatar={faces[0] ?? ''} />;
  }
  if (card.template === 'article') {
    const { title, author, section } = card.params;
    return <Heavy title={title} author={author} section={section} photo={photo} faces={faces} />;
  }
  if (card.template === 'quote') {
    const { words, speaker } = card.params;
    return <Scripts title={speaker} lines={words.split(LINE_BREAK)} />;
  }
  throw new Error(`The bench has no card in place of ${card.template}.`);
}
