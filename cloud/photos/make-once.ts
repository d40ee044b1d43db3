// One photo is made by one worker at a time, however often it is asked for; the others wait for it.
import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { CardError } from '../../card-schema/errors.ts';
import type { Deadline } from '../../edge/core/deadline.ts';
import type { Edits } from './edits.ts';
import { PhotoError } from './photo-error.ts';
import { reviewKey } from './photo-keys.ts';
import type { MadePhoto, MakePhoto, MeasureStage } from './photo-order.ts';
import type { PhotoRecord } from './photo-record.ts';
import type { PhotoStore, UploadTable } from './ports.ts';
import type { Removals } from './removal/ports.ts';
import { removeFiles } from './remove-photo.ts';

export interface MakeOnceParts {
  readonly store: PhotoStore;
  readonly table: UploadTable;
  readonly removals: Removals;
  readonly make: MakePhoto;
  readonly recipe: string;
}

/** One delivery of a message. */
export interface Delivery {
  readonly upload: string;
  /** Of the message, not of the delivery: one that comes again has the claim of the worker that died. */
  readonly owner: string;
  /** How often the message has come, from 1. */
  readonly receives: number;
  readonly deadline: Deadline;
  readonly stage: MeasureStage;
}

export interface Wish {
  readonly id: string;
  readonly name: string;
  readonly source: string;
  readonly edits: Edits;
  readonly recipe: string;
  readonly bytes: () => Promise<Uint8Array>;
  readonly from?: PhotoRecord;
  readonly fromId?: string;
  /** When it was asked for: a photo that was removed since is not made. */
  readonly sent: Date;
}

export interface Outcome {
  readonly status: 'ready' | 'review';
  readonly photo: string;
  /** By this delivery; otherwise it was there. */
  readonly made: boolean;
}

/** How often those who wait look. */
const POLL_MS = 500;
/** After its deadline a worker may still say how it ended. */
const AFTER_DEADLINE_MS = 5000;
/** Workers that may die of an upload; after them it is not decoded again. */
const MAX_DEATHS = 2;

export async function makeOnce(wish: Wish, delivery: Delivery, parts: MakeOnceParts): Promise<Outcome> {
  const { deadline, owner, upload } = delivery;
  const { table } = parts;
  const found = await findMade(wish, deadline, parts);
  if (found) return found;
  // An edit's row says at once what it becomes: should this worker die, the next one may not find the photo it came from.
  await table.change(upload, { status: 'working', ...(wish.from ? { photo: wish.id } : {}), name: wish.name });
  while (!(await table.claim(wish.id, owner, Date.now() + deadline.remainingMs() + AFTER_DEADLINE_MS))) {
    const madeByOther = await findAfterWaiting(wish, deadline, parts);
    if (madeByOther) return madeByOther;
  }
  try {
    return (await findMade(wish, deadline, parts)) ?? (await makeAndPut(wish, delivery, parts));
  } finally {
    // The claim ends by itself if this fails.
    await table.release(wish.id, owner).catch(() => {});
  }
}

async function findMade({ id, edits }: Wish, deadline: Deadline, { store }: MakeOnceParts): Promise<Outcome | undefined> {
  if (await store.readRecord(id, deadline)) return { status: 'ready', photo: id, made: false };
  if (edits.blur && (await store.read(reviewKey(id, 'photo.json'), deadline)))
    return { status: 'review', photo: id, made: false };
  return undefined;
}

async function findAfterWaiting(wish: Wish, deadline: Deadline, parts: MakeOnceParts): Promise<Outcome | undefined> {
  if (deadline.remainingMs() === 0) throw new CardError('out_of_time', 'Another worker still makes the same photo.');
  await sleep(Math.min(POLL_MS, deadline.remainingMs()));
  return findMade(wish, deadline, parts);
}

async function makeAndPut(wish: Wish, delivery: Delivery, parts: MakeOnceParts): Promise<Outcome> {
  const { deadline } = delivery;
  await refuseRemoved(wish, deadline, parts.store);
  const made = await makeAlive(wish, delivery, parts);
  await delivery.stage('put', () => putAll(made, deadline, parts.store));
  // A removal marks it first and then deletes: either the mark is seen here, or what was just put is deleted there.
  await refuseRemoved(wish, deadline, parts.store);
  return { status: made.kind === 'photo' ? 'ready' : 'review', photo: wish.id, made: true };
}

/** Makes it, counted before and after, so that a picture that ends its worker is known by that. */
async function makeAlive(wish: Wish, delivery: Delivery, { table, make }: MakeOnceParts): Promise<MadePhoto> {
  const { bytes, sent: _, ...order } = wish;
  const { upload, receives, deadline, stage } = delivery;
  const given = await bytes();
  // What was counted before was of another message: of one that could not say that it lives, or of another picture.
  if (receives === 1) await table.endDecoding(upload);
  const starts = await table.startDecoding(upload);
  try {
    if (starts > MAX_DEATHS)
      throw new PhotoError(
        'crashes',
        `The picture ended ${MAX_DEATHS} workers while they decoded it, so it is not tried again. Open it in another program, save it as JPEG or PNG, and send that.`,
      );
    return await make({ ...order, bytes: given, deadline, stage });
  } finally {
    await table.endDecoding(upload);
  }
}

async function putAll({ files }: MadePhoto, deadline: Deadline, store: PhotoStore): Promise<void> {
  const record = files.at(-1);
  await Promise.all(files.slice(0, -1).map((file) => store.put(file, deadline)));
  if (record) await store.put(record, deadline);
}

/** Either the photo itself was removed, or everything that was made of its file. */
async function refuseRemoved({ id, source, sent }: Wish, deadline: Deadline, store: PhotoStore): Promise<void> {
  const marks = await Promise.all([id, source].map((name) => store.removedAt(name, deadline)));
  const removed = marks.flatMap((mark) => mark ?? []).sort((a, b) => b.getTime() - a.getTime())[0];
  if (!removed) return;
  // What this worker, or one that died before, has put since; or what a removal that has not ended yet would delete of a photo made again.
  const isAgain = isLaterThan(sent, removed);
  await removeFiles(id, store, deadline, isAgain ? removed : undefined);
  if (isAgain) return;
  throw new PhotoError(
    'removed',
    `The photo was removed (${removed.toISOString()}) after this was sent. To have it again, send the picture again.`,
  );
}

/** S3's times are whole seconds; in the second of the removal, what was removed stays so. */
export function isLaterThan(sent: Date, removed: Date): boolean {
  return Math.floor(sent.getTime() / 1000) > Math.floor(removed.getTime() / 1000);
}

export function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
