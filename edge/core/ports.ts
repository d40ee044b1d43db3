// What the rules need from outside. Adapters give it; a fake of one must pass the port's contract test.
import type { Card } from '../../card-schema/catalogue.ts';
import type { Slot } from '../../card-schema/fields.ts';
import type { Focus } from '../../card-schema/photo-focus.ts';
import type { Config } from './config.ts';
import type { Deadline } from './deadline.ts';
import type { DrawingRecord } from './drawing-record.ts';
import type { Metrics } from './metrics.ts';
import type { Missing } from './missing.ts';

export interface PictureStore {
  /**
   * Stores a picture unless the key is taken: the first to finish wins, and that is as good. `photos` are the ids of those that it shows:
   * a key may hold a hash alone, and when a photo is removed, its cards must be found. Throws CardError `store_failed`.
   */
  put(key: string, jpeg: Uint8Array, deadline: Deadline, photos?: readonly string[]): Promise<Stored>;
}

export interface Stored {
  /** False when someone else had stored the key already. */
  readonly created: boolean;
  /** As S3 gives it, with its quotes. */
  readonly etag?: string;
}

/** A picture, fresh from the browser. It is incomplete, and must not be stored, where anything is missing. */
export interface Drawing extends Missing {
  readonly jpeg: Uint8Array;
  readonly quality: number;
}

export interface DrawJob {
  readonly card: Card;
  /** The page must draw exactly this version, or the picture would be kept under a wrong key. */
  readonly designVersion: string;
  readonly config: Config;
  readonly deadline: Deadline;
  readonly record: DrawingRecord;
}

/** Throws CardError. */
export type DrawCard = (job: DrawJob) => Promise<Drawing>;

/**
 * Reads what stands at DRAWING_STATE_KEY; undefined where nothing does. Throws CardError `store_failed`, and whatever the signal says
 * when it aborts.
 */
export type ReadDrawingState = (config: Config, signal: AbortSignal) => Promise<string | undefined>;

export interface CardImage {
  readonly bytes: Uint8Array;
  readonly type: string;
}

/** Fetches a remote image for a card, and ends the connection when the signal aborts. Throws CardError `image_refused`. */
export type FetchImage = (url: string, deadline: Deadline, signal?: AbortSignal) => Promise<CardImage>;

export interface CardPhoto {
  readonly image: CardImage;
  /** What a crop of it must keep; absent where nobody has looked for that. */
  readonly focus?: Focus;
}

/**
 * Reads a photo of the team's own, in the smallest size that fills the slot, and ends the connection when the signal aborts. Throws
 * CardError `image_refused`.
 */
export type FetchPhoto = (id: string, slot: Slot, deadline: Deadline, signal?: AbortSignal) => Promise<CardPhoto>;

/**
 * Writes one line of the log, and metrics with it where someone counts them. Fields never hold a secret, a token or a signature.
 */
export type Log = (event: string, fields?: Readonly<Record<string, unknown>>, metrics?: Metrics) => void;
