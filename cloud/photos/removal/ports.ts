// What removals need from outside. Adapters give it; each passes its port's contract suite.
import type { Deadline } from '../../../edge/core/deadline.ts';
import type { Removal, RemovalMessage } from './removal.ts';

/** The progress of removals, and the queue of the function that does them. Throws PhotoError `table_failed` and `queue_failed`. */
export interface Removals {
  read(removal: string): Promise<Removal | undefined>;
  write(removal: Removal): Promise<void>;
  /** Comes after `delaySeconds`, which are none if left out. */
  send(message: RemovalMessage, delaySeconds?: number): Promise<void>;
}

/** A picture in the bucket of pictures. */
export interface StoredCard {
  readonly key: string;
  /** Of a versioned bucket. */
  readonly version?: string;
}

export interface CardPage {
  /** What is no picture of a card is left out. */
  readonly cards: readonly StoredCard[];
  /** Where the next page begins; undefined at the end. */
  readonly next?: string;
}

/** The bucket of pictures, old versions included. Throws PhotoError `store_failed`. */
export interface CardShelf {
  page(cursor: string | undefined, deadline: Deadline): Promise<CardPage>;
  /** The photos that a picture was drawn with, as its object says; none if it is gone. */
  photosOf(card: StoredCard, deadline: Deadline): Promise<readonly string[]>;
  /** Deletes them for good, and not by a delete marker. One that is gone is fine. */
  remove(cards: readonly StoredCard[], deadline: Deadline): Promise<void>;
}

/**
 * Has the caches forget photos and the cards that show them. A second call with the same reference asks for nothing more.
 * Throws PhotoError `cache_failed`.
 */
export type ForgetCached = (photos: readonly string[], reference: string, deadline: Deadline) => Promise<void>;
