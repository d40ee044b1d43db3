// Unpacks chunks in libuv's threads, a few at once, while the main thread writes those that are done and loads the rest of the
// function. Worker threads would have to be started: two of them took 75 ms of processor time before they did anything.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { handledLater } from '../../core/handled-later.ts';
import type { ChunkInZip } from './pack-manifest.ts';
import { openChunkWriter, type PlacedChunk, type Segment } from './unpack.ts';

/** What is unpacked, and where it goes. */
export interface UnpackWork {
  /** Where the chunks of the zip lie. */
  readonly packFolder: string;
  /** Where the files are that are written to. */
  readonly folder: string;
  readonly segments: readonly Segment[];
  readonly inZip: readonly PlacedChunk<ChunkInZip>[];
}

export interface ChunkQueue {
  /** Resolves when all chunks of the zip are unpacked. */
  readonly zipChunksDone: Promise<void>;
  /** Unpacks a chunk that came from S3, before the rest of the zip. Takes its memory away, unless that is a part of something else. */
  unpack(packed: Uint8Array, place: PlacedChunk): Promise<void>;
  /** Begins no other chunk, waits until nothing is written any more, and closes the files. */
  close(): Promise<void>;
}

/** One less than libuv has threads: names are looked up there too. Each chunk at work takes 16 MB. */
const MAX_AT_ONCE = 3;

export function startChunkQueue({ packFolder, folder, segments, inZip }: UnpackWork): ChunkQueue {
  const writer = openChunkWriter(folder, segments);
  const turns = createTurns(MAX_AT_ONCE);
  const begun = new Set<Promise<void>>();

  function begin(order: 'first' | 'last', read: () => Uint8Array, place: PlacedChunk): Promise<void> {
    const work = handledLater(turns.take(order, () => writer.write(read(), place)));
    begun.add(work);
    return work;
  }

  const ofZip = inZip.map((place) => begin('last', () => readFileSync(join(packFolder, place.chunk.name)), place));
  return {
    zipChunksDone: handledLater(Promise.all(ofZip).then(() => writer.rest())),
    unpack: (packed, place) => begin('first', () => packed, place),
    async close() {
      turns.end();
      await Promise.allSettled(begun);
      writer.close();
    },
  };
}

/** At most so many pieces of work at once. */
function createTurns(max: number) {
  const waiting: (() => void)[] = [];
  let running = 0;
  let ended = false;

  return {
    async take(order: 'first' | 'last', work: () => Promise<void>): Promise<void> {
      if (running < max) running++;
      else await new Promise<void>((resolve) => waiting[order === 'first' ? 'unshift' : 'push'](resolve));
      try {
        if (ended) throw new Error('The queue is closed.');
        await work();
      } finally {
        const next = waiting.shift();
        if (next) next();
        else running--;
      }
    },
    end() {
      ended = true;
    },
  };
}
