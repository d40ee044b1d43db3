// One attempt at a card: a browser, the card's images, a drawing, each with a stage and a limit of its own.
import { CardError } from '../../../card-schema/errors.ts';
import { handledLater } from '../../core/handled-later.ts';
import type { Drawing } from '../../core/ports.ts';
import { maxStepMs } from '../../core/retry.ts';
import type { Attempt } from './attempt.ts';
import type { BrowserSlot } from './browser-slot.ts';
import { drawAhead, drawOnPage } from './draw-on-page.ts';

/** At its end nothing of it runs on in the background but work that the next attempt can use. Throws CardError. */
export async function runAttempt(slot: BrowserSlot, attempt: Omit<Attempt, 'givenUp'>): Promise<Drawing> {
  const { job } = attempt;
  job.record.count('attempt');
  const givenUp = new AbortController();
  try {
    const drawing = await job.deadline.bound('An attempt', acquireAndDraw(slot, { ...attempt, givenUp: givenUp.signal }));
    slot.drew();
    return drawing;
  } catch (error) {
    givenUp.abort();
    await slot.settle(error, job);
    throw error instanceof CardError ? error : new CardError('browser_failed', 'The browser died or hung.', { cause: error });
  } finally {
    slot.countMisses(job.record);
    slot.closeConnections();
  }
}

async function acquireAndDraw(slot: BrowserSlot, attempt: Attempt): Promise<Drawing> {
  const { job, url, isFirst } = attempt;
  const { page } = await slot.acquire(attempt);
  const inTime = <T>(drawing: Promise<T>): Promise<T> =>
    job.deadline.bound('Drawing', drawing, maxStepMs(job.deadline.remainingMs(), isFirst));
  // Unpacking, starting and fetching may take the time they need; a drawing takes milliseconds or hangs. One that is made ahead
  // begins before the images are fetched, so that the browser works meanwhile.
  const drawing = handledLater(inTime(drawAhead(page, job, attempt.images)));
  const [ahead, images] = await Promise.all([drawing, job.record.stage('images', attempt.images)]);
  if (ahead && page.hasShown(images)) return ahead;
  return inTime(drawOnPage(page, url, job, images));
}
