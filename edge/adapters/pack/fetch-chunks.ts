import { CardError } from '../../../card-schema/errors.ts';
import { handledLater } from '../../core/handled-later.ts';
import type { ChunkQueue } from './chunk-queue.ts';
import type { ChunkInObject } from './pack-manifest.ts';
import type { PlacedChunk } from './unpack.ts';

/**
 * Bytes `from` to `to`, both inclusive, of an object, as HTTP counts them. The asker may give their memory away. Throws CardError
 * `pack_failed`.
 */
export type FetchRange = (key: string, from: number, to: number) => Promise<Uint8Array>;

/**
 * Ranges of S3 under way at once. While the threads have the processor each connection waits for its turn, so that only many of them
 * fill the 78 MB/s that AWS gives a sandbox. They end together: the chunks are small, for the last of them are unpacked after that.
 */
const MAX_RANGES = 8;

/**
 * Fetches chunks from an object. Each is a range of its own, verified and unpacked while others are under way. The next is asked for
 * without waiting until one is unpacked: the network is what takes longest.
 */
export async function unpackFromObject(
  places: readonly PlacedChunk<ChunkInObject>[],
  key: string,
  queue: ChunkQueue,
  fetchRange: FetchRange,
): Promise<void> {
  const next = places.values();
  const unpacking: Promise<void>[] = [];
  let failed = false;
  const fail = (error: unknown) => {
    failed = true;
    throw error;
  };
  const fetchNext = async () => {
    for (const place of next) {
      if (failed) return;
      const packed = await fetchChunk(place.chunk, key, fetchRange);
      unpacking.push(handledLater(queue.unpack(packed, place).catch(fail)));
    }
  };
  const workers = Array.from({ length: MAX_RANGES }, () => fetchNext().catch(fail));
  // All of them, also when one fails: nothing may run on while the files are unpacked another time.
  for (const result of await Promise.allSettled(workers)) if (result.status === 'rejected') throw result.reason;
  await Promise.all(unpacking);
}

async function fetchChunk({ at, packedBytes, sha256 }: ChunkInObject, key: string, fetchRange: FetchRange): Promise<Uint8Array> {
  const last = at + packedBytes - 1;
  const packed = await fetchRange(key, at, last);
  // Not imported: what is in the zip begins to be unpacked 4 ms earlier without it.
  const { createHash } = process.getBuiltinModule('node:crypto');
  const found = createHash('sha256').update(packed).digest('hex');
  if (found !== sha256) throw new CardError('pack_failed', `Bytes ${at} to ${last} of ${key} have another SHA-256: ${found}.`);
  return packed;
}
