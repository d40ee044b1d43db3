import type { Deadline } from '../../edge/core/deadline.ts';
import { reviewKey } from './photo-keys.ts';
import type { PhotoRecord } from './photo-record.ts';
import type { PhotoStore } from './ports.ts';

/** The record of a photo that waits for a person; undefined where none waits, or no longer. */
export async function readReview(id: string, store: PhotoStore, deadline: Deadline): Promise<PhotoRecord | undefined> {
  const json = await store.read(reviewKey(id, 'photo.json'), deadline);
  return json && (JSON.parse(Buffer.from(json).toString('utf8')) as PhotoRecord); // makePhoto wrote it
}
