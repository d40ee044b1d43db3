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
  readonly sinceMs: number;
  /** Cards that wait for it. */
  cards: number;
  hasFailed: boolean;
}

/** Many more than cards wait for. A card whose browser cannot start never asks for its images. */
const MAX_BEGUN = 100;
/** Of an image that all cards of a list show, some card always waits: without a limit, what its host has would be seen once in a run. */
const MAX_AGE_MS = 5000;

/** @param now milliseconds, of a clock that only goes forward */
export function createEarlyImages(fetchImage: FetchImage, now: () => number = () => performance.now()): EarlyImages {
  const begun = new Map<string, Begun>();

  function beginImage(url: string, cards: number): void {
    const image = fetchImage(url, createDeadline(MAX_IMAGES_MS));
    const entry: Begun = { image, sinceMs: now(), cards, hasFailed: false };
    begun.set(url, entry);
    // A failure is given to nobody: of an image that all cards show there is always one that waits, so none of them would ever have it.
    image.catch(() => {
      entry.hasFailed = true;
    });
    const [oldest = url] = begun.keys();
    if (begun.size > MAX_BEGUN) begun.delete(oldest);
  }

  return {
    begin(card) {
      for (const url of imageUrlsOf(card)) {
        const known = begun.get(url);
        if (known && !known.hasFailed && now() - known.sinceMs < MAX_AGE_MS) known.cards++;
        else beginImage(url, (known?.cards ?? 0) + 1);
      }
    },
    fetchImage(url, deadline, signal) {
      const known = begun.get(url);
      if (!known) return fetchImage(url, deadline, signal);
      known.cards--;
      if (known.cards === 0) begun.delete(url);
      return known.hasFailed ? fetchImage(url, deadline, signal) : known.image;
    },
  };
}
