import type { FetchedImages } from '../../core/fetch-card-images.ts';
import type { DrawJob } from '../../core/ports.ts';

/** One attempt at a card. */
export interface Attempt {
  readonly job: DrawJob;
  /** The card's page, token and all: the same for what is read ahead and what is opened. */
  readonly url: string;
  /** Begins to fetch the card's images, once; a GET's work would keep a browser waiting that is ready to draw. */
  readonly images: () => Promise<FetchedImages>;
  /** Leaves time for a second one. */
  readonly isFirst: boolean;
  readonly givenUp: AbortSignal;
}
