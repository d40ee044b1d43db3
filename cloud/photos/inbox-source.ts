import type { Deadline } from '../../edge/core/deadline.ts';
import type { PhotoStore, StoredSource } from './ports.ts';

/** What is at a key of the inbox when a message comes. */
export interface InboxSource {
  readonly key: string;
  read(deadline: Deadline): Promise<StoredSource | undefined>;
  /** Deletes what was read, or was too large to be read, and not what was put under the same key since. */
  remove(deadline: Deadline): Promise<void>;
}

export function inboxSource(key: string, store: PhotoStore): InboxSource {
  let etag: string | undefined;
  let wasGone = false;
  return {
    key,
    async read(deadline) {
      const source = await store.readSource(key, deadline);
      etag = source?.etag;
      wasGone = source === undefined;
      return source;
    },
    async remove(deadline) {
      if (!wasGone) await store.removeSource(key, etag, deadline);
    },
  };
}
