import { createHash } from 'node:crypto';
import type { PictureStore } from '../../edge/core/ports.ts';

export interface MemoryStore extends PictureStore {
  get(key: string): Uint8Array | undefined;
  keys(): readonly string[];
}

/** A picture store for tests of the handlers. It passes the contract that the S3 store passes. */
export function createMemoryStore(): MemoryStore {
  const pictures = new Map<string, Uint8Array>();
  return {
    async put(key, jpeg) {
      if (pictures.has(key)) return { created: false };
      pictures.set(key, jpeg);
      return { created: true, etag: `"${createHash('md5').update(jpeg).digest('hex')}"` };
    },
    get: (key) => pictures.get(key),
    keys: () => [...pictures.keys()],
  };
}
