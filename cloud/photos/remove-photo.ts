import type { Deadline } from '../../edge/core/deadline.ts';
import { masterKey, photoFolder, recordKey, reviewFolder } from './photo-keys.ts';
import type { PhotoStore } from './ports.ts';
import type { Removals } from './removal/ports.ts';
import { firstMessage, removalOf } from './removal/removal.ts';

export interface AskedRemoval {
  /** Its own id. */
  readonly removal: string;
  readonly photo: string;
  /** SHA-256 of the file, if every photo that was made of it goes. */
  readonly source?: string;
}

/**
 * Removes a photo, says how many objects it had, and asks for the rest: the cards that show it, caches, names. The mark comes first, so that a
 * worker that is about to put the photo sees it, and the request next: what a fault leaves then, the remover removes.
 */
export async function removePhoto(
  { removal, photo, source }: AskedRemoval,
  { store, removals }: { readonly store: PhotoStore; readonly removals: Removals },
  deadline: Deadline,
): Promise<number> {
  const since = await mark(photo, store, deadline);
  if (source !== undefined) await mark(source, store, deadline);
  const asked = { removal, photos: [photo], since: since.toISOString(), ...(source === undefined ? {} : { source }) };
  const message = firstMessage(asked);
  await removals.write(removalOf(message, 'working'));
  await removals.send(message);
  return removeFiles(photo, store, deadline, since);
}

/** A photo's own files and nothing else: where cards and caches are out of reach. */
export async function removeStored(photo: string, store: PhotoStore, deadline: Deadline): Promise<number> {
  const objects = await removeFiles(photo, store, deadline, await mark(photo, store, deadline));
  // Once more with a later mark: the photo site may have made sizes after the first one, while the record was still there.
  return objects + (await removeFiles(photo, store, deadline, await mark(photo, store, deadline)));
}

/** By the clock of the store, which the times of its files are of. */
async function mark(name: string, store: PhotoStore, deadline: Deadline): Promise<Date> {
  await store.markRemoved(name, deadline);
  return (await store.removedAt(name, deadline)) ?? new Date();
}

/**
 * The record first, with which the photo is gone for everybody. With `until`, what was stored since stays. Tries all of them even if one fails,
 * and throws the first failure.
 */
export async function removeFiles(id: string, store: PhotoStore, deadline: Deadline, until?: Date): Promise<number> {
  const [record] = await Promise.allSettled([store.removeAll(recordKey(id), deadline, until)]);
  const rest = await Promise.allSettled(
    [photoFolder(id), masterKey(id), reviewFolder(id)].map((prefix) => store.removeAll(prefix, deadline, until)),
  );
  let objects = 0;
  for (const part of [record, ...rest]) {
    if (part.status === 'rejected') throw part.reason;
    objects += part.value;
  }
  return objects;
}
