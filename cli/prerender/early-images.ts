// Images of cards that wait for a browser: to fetch one often takes longer than to draw a card.
import { imageUrlsOf } from '../../card-schema/card-images.ts';
import type { Card } from '../../card-schema/catalogue.ts';
import { createDeadline } from '../../edge/core/deadline.ts';
import { handledLater } from '../../edge/core/handled-later.ts';
import type { CardImage, FetchImage } from '../../edge/core/ports.ts';
import { MAX_IMAGES_MS } from '../../edge/core/time-limits.ts';

export interface EarlyImages {
  /** Begins to fetch what a card shows. */
  begin(card: Card): void;
  /** Gives what was begun for a card, once for each time that it was; fetches what was not. */
  readonly fetchImage: FetchImage;
}

interface Begun {
  readonly image: Promise<CardImage>;
  /** Cards that wait for it. */
  cards: number;
}

export function createEarlyImages(fetchImage: FetchImage): EarlyImages {
  const begun = new Map<string, Begun>();
  return {
    begin(card) {
      for (const url of imageUrlsOf(card)) {
        const known = begun.get(url);
        if (known) known.cards++;
        else begun.set(url, { image: handledLater(fetchImage(url, createDeadline(MAX_IMAGES_MS))), cards: 1 });
      }
    },
    fetchImage(url, deadline, signal) {
      const known = begun.get(url);
      if (!known) return fetchImage(url, deadline, signal);
      known.cards--;
      if (known.cards === 0) begun.delete(url);
      return known.image;
    },
  };
}
