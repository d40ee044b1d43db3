// Takes what the queue of photos brings, and says in the table of uploads how it ended. What is worth another try is given back:
// SQS brings it again or, at last, puts it among the dead letters.
import type { SQSRecord } from 'aws-lambda';
import { CardError } from '../../card-schema/errors.ts';
import { createDeadline, type Deadline } from '../../edge/core/deadline.ts';
import type { Log } from '../../edge/core/ports.ts';
import { createBatchHandler } from './batch-handler.ts';
import { type InboxSource, inboxSource } from './inbox-source.ts';
import type { Delivery, MakeOnceParts, Outcome } from './make-once.ts';
import { PhotoError, REFUSALS, type Refusal } from './photo-error.ts';
import { readFrom, uploadOf } from './photo-keys.ts';
import { countedIn, FUNCTION_NAME, photoErrorFields, type StageClock, startStageClock } from './photo-line.ts';
import { parsePhotoMessage, type SentEdit } from './photo-message.ts';
import { readReview } from './read-review.ts';
import { MAX_RECEIVES } from './receives.ts';
import type { UploadChange } from './statuses.ts';
import { takeEdit } from './take-edit.ts';
import { takeSource } from './take-source.ts';

export interface PhotoWorkerParts extends MakeOnceParts {
  /** Of the deployment, for the log and the metrics. */
  readonly stage: string;
  readonly log: Log;
}

/** What is kept of Lambda's time limit to say how it ended: a worker that is cut off says nothing. */
const AFTER_WORK_MS = 4000;

interface Job extends Delivery {
  readonly asked: InboxSource | SentEdit;
  readonly sent: Date;
  readonly clock: StageClock;
}

export function createPhotoWorker(parts: PhotoWorkerParts) {
  return createBatchHandler(AFTER_WORK_MS, (record, deadline) => isDone(record, deadline, parts));
}

async function isDone(record: SQSRecord, deadline: Deadline, parts: PhotoWorkerParts): Promise<boolean> {
  const message = parsePhotoMessage(record.body);
  if (message.kind === 'nothing') {
    const { messageId } = record;
    parts.log('photo_message_ignored', { stage: parts.stage, function: FUNCTION_NAME, messageId, reason: message.reason });
    return true;
  }
  const clock = startStageClock();
  const job = {
    asked: message.kind === 'source' ? inboxSource(message.key, parts.store) : message.edit,
    upload: message.kind === 'source' ? uploadOf(message.key) : message.edit.upload,
    owner: record.messageId,
    sent: new Date(Number(record.attributes.SentTimestamp)),
    receives: Number(record.attributes.ApproximateReceiveCount),
    deadline,
    clock,
    stage: clock.measure,
  };
  return (await isSettled(job, parts)) && (await isSourceGone(job, parts));
}

/** Whether the status of the upload is the last one. */
async function isSettled(job: Job, parts: PhotoWorkerParts): Promise<boolean> {
  try {
    reportOutcome(await job.deadline.bound('Making the photo', take(job, parts)), job, parts);
    return true;
  } catch (error) {
    if (error instanceof PhotoError && isRefusal(error.code)) return markRefused(error, error.code, job, parts);
    return markFailed(error, job, parts);
  }
}

/** Deletes the source of an upload that is settled. If that fails the message comes again, and its status stays. */
async function isSourceGone(job: Job, parts: PhotoWorkerParts): Promise<boolean> {
  const { asked, receives } = job;
  if (!('key' in asked)) return true;
  try {
    await asked.remove(createDeadline(AFTER_WORK_MS));
    return true;
  } catch (error) {
    writeLine('photo_source_kept', { ...photoErrorFields(error), receives }, job, parts);
    return false;
  }
}

async function take(job: Job, parts: PhotoWorkerParts): Promise<Outcome | undefined> {
  const { asked, sent } = job;
  return 'key' in asked ? takeSource(asked, job, parts) : takeEdit(asked, sent, job, parts);
}

function isRefusal(code: string): code is Refusal {
  return REFUSALS.some((refusal) => refusal === code);
}

function reportOutcome(outcome: Outcome | undefined, job: Job, parts: PhotoWorkerParts): void {
  if (!outcome) {
    writeLine('photo_source_gone', {}, job, parts);
    return;
  }
  const { status, photo, made } = outcome;
  const counted = made ? countedIn({ PhotosMade: 1, PhotoMs: job.clock.ms().total }) : {};
  writeLine(`photo_${status}`, { photo, made, ...counted }, job, parts);
}

async function markRefused(error: PhotoError, code: Refusal, job: Job, parts: PhotoWorkerParts): Promise<boolean> {
  try {
    // The removal has forgotten the names of the photo's uploads, of which this one was none yet.
    const name = code === 'removed' ? { name: '' } : {};
    await parts.table.change(job.upload, { status: 'refused', code, message: error.message, ...name });
  } catch (failure) {
    return markFailed(failure, job, parts);
  }
  writeLine('photo_refused', { ...photoErrorFields(error), ...countedIn({ PhotosRefused: 1 }) }, job, parts);
  return true;
}

/** Always false: the message is given back. */
async function markFailed(error: unknown, job: Job, parts: PhotoWorkerParts): Promise<false> {
  const { upload, receives } = job;
  const final = receives >= MAX_RECEIVES;
  writeLine(
    'photo_failed',
    { ...photoErrorFields(error), receives, final, ...(final ? countedIn({ PhotosFailed: 1 }) : {}) },
    job,
    parts,
  );
  try {
    if (final) await parts.table.change(upload, await lastStatus(error, job, parts));
    // It has not died of it, and an earlier try to say so may be what failed.
    await parts.table.endDecoding(upload);
  } catch (failure) {
    writeLine('photo_status_failed', photoErrorFields(failure), job, parts);
  }
  return false;
}

/** What waits for a person waits on, if it was the answer that failed: it can be given again. */
async function lastStatus(error: unknown, { asked }: Job, { store }: PhotoWorkerParts): Promise<UploadChange> {
  const failure = { status: 'failed', code: 'failed', message: failureInWords(error) } as const;
  const from = 'key' in asked ? undefined : readFrom(asked.from);
  if (!from?.inReview) return failure;
  const waits = await readReview(from.id, store, createDeadline(AFTER_WORK_MS)).catch(() => undefined);
  return waits ? { ...failure, status: 'review', photo: from.id } : failure;
}

const FAILURES: Readonly<Record<string, string>> = {
  detector_failed: 'Finding faces and objects did not work',
  store_failed: 'The store of photos did not work',
  table_failed: 'The table of uploads did not work',
  queue_failed: 'The queue of photos did not work',
  out_of_time: 'Making the photo took longer than a worker has',
};

function failureInWords(error: unknown): string {
  const code = error instanceof PhotoError || error instanceof CardError ? error.code : '';
  const what = FAILURES[code] ?? 'There is a mistake in the photo worker';
  return `${what}, ${MAX_RECEIVES} times. That is not the picture's fault: send it again later, or let those who run this look into the worker's log and dead letters.`;
}

function writeLine(event: string, fields: Readonly<Record<string, unknown>>, job: Job, { stage, log }: PhotoWorkerParts): void {
  const { upload, clock } = job;
  log(event, { stage, function: FUNCTION_NAME, upload, ms: clock.ms(), ...fields });
}
