// One attempt at a card: a browser, the card's images, a drawing, each with a stage and a limit of its own.
import { CardError } from '../../../card-schema/errors.ts';
import { handledLater } from '../../core/handled-later.ts';
import type { Drawing } from '../../core/ports.ts';
import { maxStepMs } from '../../core/retry.ts';
import type { Attempt } from './attempt.ts';
import type { BrowserSlot } from './browser-slot.ts';
import { drawAhead, drawOnPage } from './draw-on-page.ts';
import type { LoadedPage } from './loaded-page.ts';

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

/**
 * A warm browser is given its work without waiting for a sign of life, which takes a twentieth of a card's time. Without that sign
 * what it was given is lost with it, and another one draws in the same attempt.
 */
async function acquireAndDraw(slot: BrowserSlot, attempt: Attempt): Promise<Drawing> {
  const { page, answers } = await slot.acquire(attempt);
  const drawing = handledLater(draw(page, attempt));
  if (await answers) return drawing;
  return draw((await slot.replace(attempt)).page, attempt);
}

async function draw(page: LoadedPage, { job, url, images: fetched, isFirst }: Attempt): Promise<Drawing> {
  const inTime = <T>(drawing: Promise<T>): Promise<T> =>
    job.deadline.bound('Drawing', drawing, maxStepMs(job.deadline.remainingMs(), isFirst));
  // Unpacking, starting and fetching may take the time they need; a drawing takes milliseconds or hangs. One that is made ahead
  // begins before the images are fetched, so that the browser works meanwhile.
  const drawing = handledLater(inTime(drawAhead(page, job, fetched)));
  const [ahead, images] = await Promise.all([drawing, job.record.stage('images', fetched)]);
  if (ahead && page.hasShown(images)) return ahead;
  return inTime(drawOnPage(page, url, job, images));
}
