import { addEdits, parseMoreEdits } from './edits.ts';
import { idOfEdit } from './id-of-photo.ts';
import { type Delivery, isLaterThan, type MakeOnceParts, makeOnce, type Outcome, type Wish } from './make-once.ts';
import { PhotoError } from './photo-error.ts';
import { masterKey, readFrom, recordKey, reviewFolder, reviewKey } from './photo-keys.ts';
import type { SentEdit } from './photo-message.ts';
import type { PhotoRecord } from './photo-record.ts';
import type { PhotoStore } from './ports.ts';
import { readReview } from './read-review.ts';
import { recipeOfEdit } from './recipe.ts';
import { removePhoto } from './remove-photo.ts';
import { waitWhileMade } from './wait-while-made.ts';

interface From {
  readonly id: string;
  readonly inReview: boolean;
}

/** Makes the photo that an edit gives, and removes what it replaces before it is `ready`. Throws PhotoError. */
export async function takeEdit(edit: SentEdit, sent: Date, delivery: Delivery, parts: MakeOnceParts): Promise<Outcome> {
  const from = readFrom(edit.from);
  if (!from) throw new PhotoError('bad_edits', `${JSON.stringify(edit.from)} is no photo id.`);
  const { store, table } = parts;
  const former = await readFormer(from, delivery, parts);
  const outcome = former
    ? await makeOnce(wishOf(former, from, edit, sent, delivery, parts), delivery, parts)
    : await madeBefore(from, edit, sent, delivery, parts);
  if (outcome.made) await refuseWithoutFormer(from, outcome.photo, edit, sent, delivery, parts);
  const retired = edit.retire && !from.inReview ? from.id : (await table.read(edit.upload))?.retire;
  if (outcome.status === 'ready') {
    // A photo that was there already stands in no row yet, and what it came from is about to go: see madeBefore.
    if (!outcome.made) await table.change(edit.upload, { status: 'working', photo: outcome.photo });
    if (from.inReview) await store.removeAll(reviewFolder(from.id), delivery.deadline);
    if (retired !== undefined && retired !== outcome.photo) await retire(retired, edit, sent, delivery, parts);
  }
  const { status, photo } = outcome;
  await table.change(edit.upload, { status, photo, ...(retired === undefined ? {} : { retire: retired }) });
  return outcome;
}

/** A message may come twice: a photo that was sent again since, once it was retired, stays. */
async function retire(
  photo: string,
  { upload }: SentEdit,
  sent: Date,
  { deadline }: Delivery,
  parts: MakeOnceParts,
): Promise<void> {
  const stored = await parts.store.storedAt(recordKey(photo), deadline);
  if (stored && isLaterThan(stored, sent)) return;
  await removePhoto({ removal: upload, photo }, parts, deadline);
}

/** Who removes a photo while it is edited does not want one that shows the same either. */
async function refuseWithoutFormer(
  { id }: From,
  photo: string,
  { upload }: SentEdit,
  sent: Date,
  { deadline }: Delivery,
  parts: MakeOnceParts,
): Promise<void> {
  const removed = await parts.store.removedAt(id, deadline);
  if (!removed || isLaterThan(sent, removed)) return;
  await removePhoto({ removal: upload, photo }, parts, deadline);
  throw editedAfterRemoval(id, removed);
}

function editedAfterRemoval(id: string, removed: Date): PhotoError {
  return new PhotoError('removed', `Photo ${id} was removed (${removed.toISOString()}), so it cannot be edited.`);
}

async function readFormer({ id, inReview }: From, delivery: Delivery, parts: MakeOnceParts): Promise<PhotoRecord | undefined> {
  const { store } = parts;
  const { deadline } = delivery;
  if (inReview) return readReview(id, store, deadline);
  return (await store.readRecord(id, deadline)) ?? waitWhileMade(id, delivery, parts);
}

function wishOf(
  former: PhotoRecord,
  { id, inReview }: From,
  { edits: more }: SentEdit,
  sent: Date,
  { deadline }: Delivery,
  { store, recipe }: MakeOnceParts,
): Wish {
  const { name, source } = former;
  const edits = addEdits(former.edits, parseMoreEdits(more), inReview);
  const master = inReview ? reviewKey(id, 'master.webp') : masterKey(id);
  return {
    id: idOfEdit(former, edits, recipe),
    name,
    source,
    edits,
    recipe: recipeOfEdit(former.recipe, recipe),
    bytes: () => readMaster(master, id, store, deadline),
    from: former,
    ...fromOf(inReview ? former.from : id),
    sent,
  };
}

const fromOf = (fromId: string | undefined) => (fromId === undefined ? {} : { fromId });

async function readMaster(key: string, id: string, store: PhotoStore, deadline: Delivery['deadline']): Promise<Uint8Array> {
  const bytes = await store.read(key, deadline);
  if (bytes) return bytes;
  throw new PhotoError(
    'bad_edits',
    `Photo ${id} has no master to be edited from: photoMasters is off, or it is being removed. Send the picture again with all of the edits.`,
  );
}

/** What is to be edited is gone. That is right if an earlier delivery of this message has made the new photo and removed the old one. */
async function madeBefore(from: From, edit: SentEdit, sent: Date, delivery: Delivery, parts: MakeOnceParts): Promise<Outcome> {
  const { id, inReview } = from;
  const { store, table } = parts;
  const { deadline } = delivery;
  const row = await table.read(edit.upload);
  if (row?.photo && (await store.readRecord(row.photo, deadline))) {
    // Its worker died before it looked.
    if (row.status === 'working' && !edit.retire) await refuseWithoutFormer(from, row.photo, edit, sent, delivery, parts);
    return { status: 'ready', photo: row.photo, made: false };
  }
  if (inReview)
    throw new PhotoError(
      'removed',
      `Photo ${id} no longer waits for an answer: somebody has answered, its 14 days are over, or it was removed. Send the picture again.`,
    );
  const removed = await store.removedAt(id, deadline);
  if (removed) throw editedAfterRemoval(id, removed);
  throw new PhotoError('bad_edits', `There is no photo ${id} to edit. GET /photos lists those there are.`);
}
