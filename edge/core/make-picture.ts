import { CardError } from '../../card-schema/errors.ts';
import { shownPhotoIds } from '../../card-schema/shown-photos.ts';
import { formatWarning } from './answers.ts';
import { createDeadline } from './deadline.ts';
import { errorFields } from './error-fields.ts';
import { isIncomplete } from './missing.ts';
import type { DrawCard, Drawing, DrawJob, Log, PictureStore, Stored } from './ports.ts';
import { MAX_QUEUE_STORE_MS, MAX_STORE_MS, STORE_RESERVE_MS } from './time-limits.ts';

export interface MadePicture extends Drawing {
  /** Ids of the photos that the card shows, from the bucket or from the photo site. */
  readonly photos: readonly string[];
  /** Absent when the picture is incomplete, or the store refused it. The viewer gets it all the same; a later one tries again. */
  readonly stored?: Stored | undefined;
}

export interface PictureJob extends DrawJob {
  readonly key: string;
}

export interface MakePictureParts {
  readonly draw: DrawCard;
  readonly store: PictureStore;
  readonly log: Log;
}

export interface StoreOptions {
  /** Time of the store's own, after the budget. @default a part of the budget */
  readonly storeMs?: number;
  /** Throws instead of giving a picture that is not stored. @default false */
  readonly failWhenNotStored?: boolean;
}

/** For pictures that no viewer waits for. */
export const WITHOUT_VIEWER: StoreOptions = { storeMs: MAX_QUEUE_STORE_MS, failWhenNotStored: true };

/**
 * Draws a card and keeps it, if it is complete. A failed store never loses the picture, unless it is to fail. Throws CardError when
 * the card cannot be drawn, and with `failWhenNotStored` also `incomplete`, `store_failed` or `out_of_time`.
 */
export async function makePicture(
  job: PictureJob,
  { draw, store, log }: MakePictureParts,
  { storeMs, failWhenNotStored = false }: StoreOptions = {},
): Promise<MadePicture> {
  const { card, key, record } = job;
  const photos = shownPhotoIds(card);
  const drawing = await draw(storeMs === undefined ? { ...job, deadline: job.deadline.reserving(STORE_RESERVE_MS) } : job);
  if (isIncomplete(drawing)) {
    if (failWhenNotStored) throw new CardError('incomplete', `The card is not stored: ${formatWarning(drawing)}.`);
    return { ...drawing, photos };
  }
  const deadline = storeMs === undefined ? job.deadline.within(MAX_STORE_MS) : createDeadline(storeMs);
  try {
    const put = record.stage('store', () => store.put(key, drawing.jpeg, deadline, photos));
    return { ...drawing, photos, stored: await deadline.bound('Storing', put) };
  } catch (error) {
    if (failWhenNotStored) throw error;
    log('store_failed', { key, ...errorFields(error) });
    return { ...drawing, photos };
  }
}
