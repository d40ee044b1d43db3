import { isIncomplete } from './answers.ts';
import { describeError } from './describe-error.ts';
import type { DrawCard, Drawing, DrawJob, Log, PictureStore } from './ports.ts';

export interface MadePicture extends Drawing {
  /** False when it is incomplete, or the store refused: the viewer gets the picture all the same, and a later one tries again. */
  readonly stored: boolean;
  readonly etag?: string;
}

/** Kept back from the drawing, or a slow card would never be stored and be drawn for every viewer. */
const STORE_NEEDS_MS = 500;
/** A store that hangs is given up in time for the answer, and with it whatever is still on its way. */
const STORE_AT_MOST_MS = 3000;

export interface MakePictureParts {
  readonly draw: DrawCard;
  readonly store: PictureStore;
  readonly log: Log;
}

/** Draws a card and keeps it, if it is complete. A failed store never loses the picture. Throws CardError when it cannot be drawn. */
export async function makePicture(job: DrawJob & { key: string }, { draw, store, log }: MakePictureParts): Promise<MadePicture> {
  const drawing = await draw({ ...job, deadline: job.deadline.reserving(STORE_NEEDS_MS) });
  if (isIncomplete(drawing)) return { ...drawing, stored: false };
  try {
    const deadline = job.deadline.atMost(STORE_AT_MOST_MS);
    const put = job.timings.measure('store', () => store.put(job.key, drawing.jpeg, deadline));
    const { etag } = await deadline.bound('Storing', put);
    return { ...drawing, stored: true, ...(etag === undefined ? {} : { etag }) };
  } catch (error) {
    log('store_failed', { key: job.key, ...describeError(error) });
    return { ...drawing, stored: false };
  }
}
