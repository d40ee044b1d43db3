// Images of cards that wait for a browser: to fetch one often takes longer than to draw a card.
import { imageUrlsOf } from '../../card-schema/card-images.ts';
import type { Card } from '../../card-schema/catalogue.ts';
import { createDeadline } from '../../edge/core/deadline.ts';
import type { CardImage, FetchImage } from '../../edge/core/ports.ts';
import { MAX_IMAGES_MS } from '../../edge/core/time-limits.ts';

export interface EarlyImages {
  /** Begins to fetch what a card shows. */
  begin(card: Card): void;
  /** Gives what was begun for a card, once for each time that it was; fetches what was not, or has failed meanwhile. */
  readonly fetchImage: FetchImage;
}

interface Begun {
  readonly image: Promise<CardImage>;
  /** Cards that wait for it. */
  cards: number;
}

/** Many more than cards wait for. A card whose browser cannot start never asks for its images. */
const MAX_BEGUN = 100;

export function createEarlyImages(fetchImage: FetchImage): EarlyImages {
  const begun = new Map<string, Begun>();

  function beginImage(url: string): void {
    const image = fetchImage(url, createDeadline(MAX_IMAGES_MS));
    begun.set(url, { image, cards: 1 });
    // A failure is not kept: of an image that all cards show there is always one that waits, so none of them would ever have it.
    image.catch(() => {
      if (begun.get(url)?.image === image) begun.delete(url);
    });
    const [oldest = url] = begun.keys();
    if (begun.size > MAX_BEGUN) begun.delete(oldest);
  }

  return {
    begin(card) {
      for (const url of imageUrlsOf(card)) {
        const known = begun.get(url);
        if (known) known.cards++;
        else beginImage(url);
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
