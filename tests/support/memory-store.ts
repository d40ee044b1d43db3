import { createHash } from 'node:crypto';
import type { PictureStore } from '../../edge/core/ports.ts';

export interface MemoryStore extends PictureStore {
  get(key: string): Uint8Array | undefined;
  keys(): readonly string[];
  /** As S3's metadata has them. */
  photosOf(key: string): string | undefined;
}

/** A picture store for tests of the handlers. It passes the contract that the S3 store passes. */
export function createMemoryStore(): MemoryStore {
  const pictures = new Map<string, Uint8Array>();
  const photos = new Map<string, string>();
  return {
    async put(key, jpeg, _, shown = []) {
      if (pictures.has(key)) return { created: false };
      pictures.set(key, jpeg);
      if (shown.length > 0) photos.set(key, shown.join(','));
      return { created: true, etag: `"${createHash('md5').update(jpeg).digest('hex')}"` };
    },
    get: (key) => pictures.get(key),
    photosOf: (key) => photos.get(key),
    keys: () => [...pictures.keys()],
  };
}
