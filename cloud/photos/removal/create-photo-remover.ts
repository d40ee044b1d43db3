// Takes what the queue of removals brings: finds whatever a removed photo has left, and takes it away. Beyond what one call can do, it sends
// itself how far it is. Everything may happen twice.
import type { SQSRecord } from 'aws-lambda';
import type { Deadline } from '../../../edge/core/deadline.ts';
import type { Log } from '../../../edge/core/ports.ts';
import { createBatchHandler } from '../batch-handler.ts';
import { photoErrorFields } from '../photo-line.ts';
import { MAX_RECEIVES } from '../receives.ts';
import { type LookParts, lookOn } from './look-on.ts';
import type { Removals } from './ports.ts';
import { parseRemovalMessage, type RemovalMessage, removalOf, secondLook } from './removal.ts';

export interface PhotoRemoverParts extends LookParts {
  readonly removals: Removals;
  /** Until the second look. */
  readonly againSeconds: number;
  readonly stage: string;
  readonly log: Log;
}

/**
 * Until every drawing has ended that may have read a photo before it was removed: the photo worker has a minute to see the mark
 * (infra/photos.yml), the prerender worker two to draw what it has read (infra/prerender.yml), and CloudFront one to forget.
 */
export const AGAIN_SECONDS = 240;
/** What is kept of Lambda's time limit to say how far it is. */
const AFTER_WORK_MS = 5000;
/** A page of a listing takes a second or two where S3 is slow. */
const MIN_WORK_MS = 10_000;
const FUNCTION_NAME = 'photo-remover';

export function createPhotoRemover(parts: PhotoRemoverParts) {
  return createBatchHandler(AFTER_WORK_MS, (record, deadline) => isDone(record, deadline, parts));
}

async function isDone(record: SQSRecord, deadline: Deadline, parts: PhotoRemoverParts): Promise<boolean> {
  const line = { stage: parts.stage, function: FUNCTION_NAME };
  const message = parseRemovalMessage(record.body);
  if (!message) {
    parts.log('photo_message_ignored', { ...line, messageId: record.messageId, reason: 'it is no removal' });
    return true;
  }
  const { removal } = message;
  try {
    await deadline.bound('Removing what a photo has left', take(message, record.messageId, deadline, parts));
    return true;
  } catch (error) {
    const receives = Number(record.attributes.ApproximateReceiveCount);
    const final = receives >= MAX_RECEIVES;
    parts.log('photo_removal_failed', { ...line, removal, ...photoErrorFields(error), receives, final });
    if (final) await tryToSayFailed(message, parts);
    return false;
  }
}

async function take(message: RemovalMessage, owner: string, deadline: Deadline, parts: PhotoRemoverParts): Promise<void> {
  const { removals, forget, againSeconds } = parts;
  let at: RemovalMessage = message;
  for (;;) {
    const next = await lookOn(at, owner, deadline, parts);
    if (!next.stage) {
      at = next.message;
      break;
    }
    const found = at.stage === 'versions' && next.stage !== 'versions';
    at = { ...next.message, stage: next.stage };
    await removals.write(removalOf(at, 'working'));
    // Before their records go: this message, brought again, would not find the other photos any more.
    if (found || deadline.remainingMs() < MIN_WORK_MS) return removals.send(at);
  }
  // After the pictures: a cache that forgets before would fetch them once more.
  await forget(at.photos, `photo-removal-${at.removal}-${at.look}-${at.photos.length}`, deadline);
  const { removal, look, photos, objects, cards, looked, uploads } = at;
  const line = { stage: parts.stage, function: FUNCTION_NAME, removal, look, photos: photos.length };
  parts.log('photo_removal', { ...line, objects, cards, looked, uploads });
  if (look === 2) return removals.write(removalOf(at, 'done'));
  await removals.send(secondLook(at), againSeconds);
  await removals.write(removalOf(at, 'again', { again: new Date(Date.now() + againSeconds * 1000).toISOString() }));
}

async function tryToSayFailed(message: RemovalMessage, { removals, log, stage }: PhotoRemoverParts): Promise<void> {
  const text = `It did not work, ${MAX_RECEIVES} times: what is listed here is gone, other cards may still show the photo. Remove it again by DELETE /photos/<id>, or its cards by \`purge --photo\`, or let those who run this look into the log and the dead letters.`;
  try {
    await removals.write(removalOf(message, 'failed', { message: text }));
  } catch (error) {
    log('photo_status_failed', { stage, function: FUNCTION_NAME, removal: message.removal, ...photoErrorFields(error) });
  }
}
