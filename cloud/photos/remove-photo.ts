import type { Deadline } from '../../edge/core/deadline.ts';
import { masterKey, photoFolder, recordKey, reviewFolder } from './photo-keys.ts';
import type { PhotoStore } from './ports.ts';

/**
 * Removes a photo, and says how many objects it had. The mark comes first, so that a worker that is about to put the photo sees it;
 * then the record, with which the photo is gone for everybody. What one fault leaves, the next call removes.
 */
export async function removePhoto(id: string, store: PhotoStore, deadline: Deadline): Promise<number> {
  await store.markRemoved(id, deadline);
  return removeFiles(id, store, deadline);
}

/** Tries all of them even if one fails. Throws the first failure. */
export async function removeFiles(id: string, store: PhotoStore, deadline: Deadline): Promise<number> {
  const [record] = await Promise.allSettled([store.removeAll(recordKey(id), deadline)]);
  const rest = await Promise.allSettled(
    [photoFolder(id), masterKey(id), reviewFolder(id)].map((prefix) => store.removeAll(prefix, deadline)),
  );
  let objects = 0;
  for (const part of [record, ...rest]) {
    if (part.status === 'rejected') throw part.reason;
    objects += part.value;
  }
  return objects;
}
