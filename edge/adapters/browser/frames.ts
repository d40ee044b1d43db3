// Frames of a page, which its browser makes only when it is asked to (BeginFrame): nothing moves between two cards, and a picture
// never shows half of an update.
import { setTimeout as sleep } from 'node:timers/promises';
import { CardError } from '../../../card-schema/errors.ts';
import { CAPTURE } from '../../core/drawing-settings.ts';
import { handledLater } from '../../core/handled-later.ts';
import { BLANK_FRAME_INTERVAL_MS, FRAME_INTERVAL_MS, MIN_BLANK_FRAMES_MS } from '../../core/time-limits.ts';
import type { CDPSession } from './page-session.ts';

/**
 * The first frames of a page may come before there is anything to take a picture of. One browser in a hundred, on a machine
 * with too much to do, never shows anything; another one is started in less time than it is worth waiting.
 */
const MIN_BLANK_FRAMES = 10;

/** Gives the page frames until the work is done, and returns when the last of them is. */
export async function withFrames<T>(session: CDPSession, work: Promise<T>): Promise<T> {
  let working = true;
  const done = handledLater(
    work.finally(() => {
      working = false;
    }),
  );
  while (working) {
    await Promise.race([done, sleep(FRAME_INTERVAL_MS)]).catch(() => {}); // its error is thrown at the end
    if (working) await session.send('HeadlessExperimental.beginFrame', { noDisplayUpdates: true });
  }
  return done;
}

/** Sets up what shows frames while the rest of a new page is set up; the first picture need not (4 ms, and 7 of processor time). */
export async function showEmptyFrame(session: CDPSession): Promise<void> {
  await session.send('HeadlessExperimental.beginFrame', { screenshot: CAPTURE });
}

/** A frame as JPEG bytes. Throws CardError `browser_failed`. */
export async function captureFrame(session: CDPSession, quality: number): Promise<Uint8Array> {
  const start = Date.now();
  const screenshot = { ...CAPTURE, quality };
  for (let frames = 0; frames < MIN_BLANK_FRAMES || Date.now() - start < MIN_BLANK_FRAMES_MS; frames++) {
    const { screenshotData } = await session.send('HeadlessExperimental.beginFrame', { screenshot });
    if (screenshotData) return Buffer.from(screenshotData, 'base64');
    await sleep(BLANK_FRAME_INTERVAL_MS);
  }
  throw new CardError('browser_failed', 'The browser makes frames and shows none.');
}
