// What the emulated edge location has in its cache. When it is full, the answer that was not asked for the longest goes.
import type { Answer } from './answer.ts';

export interface CachedAnswer {
  readonly answer: Answer;
  readonly storedMs: number;
  readonly expiresMs: number;
}

const MAX_CACHE_BYTES = 256 * 1024 * 1024;
/** A guess at what an entry costs besides its body: path, headers, bookkeeping. */
const ENTRY_BYTES = 2048;

export function createCache(maxBytes: number = MAX_CACHE_BYTES) {
  // A Map keeps its order of insertion: the first entry is the one that was not used for the longest.
  const entries = new Map<string, CachedAnswer>();
  let bytes = 0;

  const cost = ({ answer }: CachedAnswer) => answer.body.length + ENTRY_BYTES;

  function remove(key: string): void {
    const entry = entries.get(key);
    if (entry) bytes -= cost(entry);
    entries.delete(key);
  }

  return {
    get(key: string): CachedAnswer | undefined {
      const entry = entries.get(key);
      if (!entry) return undefined;
      entries.delete(key);
      entries.set(key, entry);
      return entry;
    },
    set(key: string, entry: CachedAnswer): void {
      remove(key);
      if (cost(entry) > maxBytes) return;
      entries.set(key, entry);
      bytes += cost(entry);
      for (const oldest of entries.keys()) {
        if (bytes <= maxBytes) break;
        remove(oldest);
      }
    },
    remove,
    /** Forgets each entry for which this holds. */
    removeIf(holds: (key: string, entry: CachedAnswer) => boolean): void {
      for (const [key, entry] of [...entries]) if (holds(key, entry)) remove(key);
    },
  };
}
