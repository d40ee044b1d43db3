// One step of a removal: a page of a listing, or the files of the photos. Each may be done again.
import { setTimeout as sleep } from 'node:timers/promises';
import { CardError } from '../../../card-schema/errors.ts';
import type { Deadline } from '../../../edge/core/deadline.ts';
import { recordKey, reviewKey } from '../photo-keys.ts';
import type { PhotoRecord } from '../photo-record.ts';
import type { ListPhotos, PhotoStore, UploadTable } from '../ports.ts';
import { readReview } from '../read-review.ts';
import { removeFiles } from '../remove-photo.ts';
import { photosInKey } from './photos-in-key.ts';
import type { CardShelf, ForgetCached, StoredCard } from './ports.ts';
import { nextStage, type RemovalMessage, type RemovalStage } from './removal.ts';

export interface LookParts {
  readonly store: PhotoStore;
  readonly table: UploadTable;
  readonly listPhotos: ListPhotos;
  /** The same for photos that wait for a person. */
  readonly listReviews: ListPhotos;
  readonly shelf: CardShelf;
  readonly forget: ForgetCached;
}

export interface Looked {
  readonly message: RemovalMessage;
  /** The stage that follows, which may be the same; none at the end. */
  readonly stage: RemovalStage | undefined;
}

/** Questions to S3 at once about cards whose keys do not say what they show. */
const MAX_HEADS = 32;
const POLL_MS = 500;
/** After its deadline a worker may still say how it ended. */
const AFTER_DEADLINE_MS = 5000;

export async function lookOn(message: RemovalMessage, owner: string, deadline: Deadline, parts: LookParts): Promise<Looked> {
  const { stage } = message;
  if (stage === 'versions') return findVersions(message, deadline, parts);
  if (stage === 'files') return removeAllFiles(message, owner, deadline, parts);
  return removeCards(message, deadline, parts);
}

function next(message: RemovalMessage, cursor: string | undefined): Looked {
  const { cursor: _, ...rest } = message;
  if (cursor !== undefined) return { message: { ...rest, cursor }, stage: message.stage };
  return { message: rest, stage: nextStage(message.stage) };
}

const IN_REVIEW = 'review:';

/** Other photos that were made of the same file: those there are, and those that wait for a person. */
async function findVersions(message: RemovalMessage, deadline: Deadline, parts: LookParts): Promise<Looked> {
  const { cursor } = message;
  const inReview = cursor?.startsWith(IN_REVIEW) ?? false;
  const after = (inReview ? cursor?.slice(IN_REVIEW.length) : cursor) || undefined;
  const page = await (inReview ? parts.listReviews : parts.listPhotos)(after, deadline);
  const wanted = page.ids.filter((id) => !message.photos.includes(id));
  const found = await Promise.all(wanted.map((id) => isVersion(id, inReview, message, deadline, parts.store)));
  const versions = wanted.filter((_, at) => found[at]);
  for (const id of versions) await parts.store.markRemoved(id, deadline);
  const onward = page.next === undefined ? (inReview ? undefined : IN_REVIEW) : inReview ? `${IN_REVIEW}${page.next}` : page.next;
  return next({ ...message, photos: [...message.photos, ...versions] }, onward);
}

async function isVersion(
  id: string,
  inReview: boolean,
  { source, since }: RemovalMessage,
  deadline: Deadline,
  store: PhotoStore,
): Promise<boolean> {
  const key = inReview ? reviewKey(id, 'photo.json') : recordKey(id);
  const json = await store.read(key, deadline);
  const record = json && (JSON.parse(Buffer.from(json).toString('utf8')) as PhotoRecord); // makePhoto wrote it
  if (!record || record.source !== source) return false;
  // Sent again after the removal was asked for, which is allowed.
  const stored = await store.storedAt(key, deadline);
  return stored !== undefined && stored.getTime() < Date.parse(since) + 1000;
}

/** By the one who has the claim: nobody makes the photo meanwhile, so that no half of one can be left. */
async function removeAllFiles(message: RemovalMessage, owner: string, deadline: Deadline, parts: LookParts): Promise<Looked> {
  const { store, table } = parts;
  let { objects } = message;
  for (const id of message.photos) {
    const removed = await store.removedAt(id, deadline);
    if (!removed) continue;
    await claimed(id, owner, deadline, table, async () => {
      objects += await removeLeft(id, removed, deadline, store);
    });
  }
  const uploads = message.uploads + (await table.forgetNames(message.photos));
  return next({ ...message, objects, uploads }, undefined);
}

/**
 * What was stored after the mark stays if it is of a photo made again, whose record is put last and under the same claim. Without a record it
 * is nobody's: a size that the photo site put between the mark and the end of the record, or could not take back.
 */
async function removeLeft(id: string, removed: Date, deadline: Deadline, store: PhotoStore): Promise<number> {
  const objects = await removeFiles(id, store, deadline, removed);
  const again = (await store.readRecord(id, deadline)) ?? (await readReview(id, store, deadline));
  return again ? objects : objects + (await removeFiles(id, store, deadline));
}

async function claimed(id: string, owner: string, deadline: Deadline, table: UploadTable, work: () => Promise<void>) {
  while (!(await table.claim(id, owner, Date.now() + deadline.remainingMs() + AFTER_DEADLINE_MS))) {
    if (deadline.remainingMs() < POLL_MS) throw new CardError('out_of_time', 'A worker still makes the photo.');
    await sleep(POLL_MS);
  }
  try {
    await work();
  } finally {
    // The claim ends by itself if this fails.
    await table.release(id, owner).catch(() => {});
  }
}

async function removeCards(message: RemovalMessage, deadline: Deadline, { shelf }: LookParts): Promise<Looked> {
  const ids = new Set(message.photos);
  const { cards, next: cursor } = await shelf.page(message.cursor, deadline);
  const found = await showing(cards, ids, deadline, shelf);
  if (found.length > 0) await shelf.remove(found, deadline);
  return next({ ...message, cards: message.cards + found.length, looked: message.looked + cards.length }, cursor);
}

async function showing(
  cards: readonly StoredCard[],
  ids: ReadonlySet<string>,
  deadline: Deadline,
  shelf: CardShelf,
): Promise<readonly StoredCard[]> {
  const shows = (photos: readonly string[]) => photos.some((id) => ids.has(id));
  const found = cards.filter(({ key }) => shows(photosInKey(key) ?? []));
  const hashed = cards.filter(({ key }) => photosInKey(key) === undefined);
  for (let at = 0; at < hashed.length; at += MAX_HEADS) {
    const some = hashed.slice(at, at + MAX_HEADS);
    const photos = await Promise.all(some.map((card) => shelf.photosOf(card, deadline)));
    found.push(...some.filter((_, index) => shows(photos[index] ?? [])));
  }
  return found;
}
