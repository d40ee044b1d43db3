// Unpacks chunks in libuv's threads, a few at once, while the main thread writes those that are done and loads the rest of the
// function. Worker threads would have to be started: two of them took 75 ms of processor time before they did anything.
import { closeSync, openSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { handledLater } from '../../core/handled-later.ts';
import type { ChunkInZip } from './pack-manifest.ts';
import { giveBack, openChunkWriter, type PlacedChunk, type Segment } from './unpack.ts';

/** What is unpacked, and where it goes. */
export interface UnpackWork {
  /** Where the chunks of the zip lie. */
  readonly packFolder: string;
  /** Where the files are that are written to. */
  readonly folder: string;
  readonly segments: readonly Segment[];
  readonly inZip: readonly PlacedChunk<ChunkInZip>[];
  /** Whether others come from S3. Until the first of them is here, the processor is for what asks for them. @default false */
  readonly asksS3?: boolean;
}

export interface ChunkQueue {
  /** Resolves when all chunks of the zip are unpacked. */
  readonly zipChunksDone: Promise<void>;
  /** Unpacks a chunk that came from S3, before the rest of the zip. Takes its memory away, unless it is part of a larger buffer. */
  unpack(packed: Uint8Array, place: PlacedChunk): Promise<void>;
  /** Begins no other chunk, waits until nothing is written any more, and closes the files. */
  close(): Promise<void>;
}

/** One less than libuv has threads: names are looked up there too. Each chunk at work takes 16 MB. */
const MAX_AT_ONCE = 3;

export function startChunkQueue({ packFolder, folder, segments, inZip, asksS3 = false }: UnpackWork): ChunkQueue {
  const writer = openChunkWriter(folder, segments);
  const turns = createTurns(asksS3 ? 1 : MAX_AT_ONCE);
  const begun = new Set<Promise<void>>();

  // Taken once: what is freed between others is not what the next one gets.
  const buffers = openBuffers(Math.min(MAX_AT_ONCE, inZip.length), Math.max(0, ...inZip.map(({ chunk }) => chunk.packedBytes)));

  function begin(order: 'first' | 'last', unpack: () => Promise<void>): Promise<void> {
    const work = handledLater(turns.take(order, unpack));
    begun.add(work);
    return work;
  }

  async function unpackFromZip(place: PlacedChunk<ChunkInZip>): Promise<void> {
    const buffer = buffers.pop() as Buffer; // one for each turn
    try {
      await writer.write(readInto(buffer, join(packFolder, place.chunk.name)), place);
    } finally {
      buffers.push(buffer);
    }
  }

  const ofZip = inZip.map((place) => begin('last', () => unpackFromZip(place)));
  writer.makeRoom();
  return {
    zipChunksDone: handledLater(Promise.all(ofZip).then(() => buffers.splice(0).forEach(giveBack))),
    unpack(packed, place) {
      turns.allow(MAX_AT_ONCE);
      return begin('first', () => writer.write(packed, place).finally(() => giveBackWhole(packed)));
    },
    async close() {
      turns.end();
      await Promise.allSettled(begun);
      writer.close();
    },
  };
}

function openBuffers(count: number, bytes: number): Buffer[] {
  return Array.from({ length: count }, () => Buffer.allocUnsafeSlow(bytes));
}

/** A file no longer than the buffer. */
function readInto(buffer: Buffer, path: string): Buffer {
  const file = openSync(path, 'r');
  try {
    let bytes = 0;
    for (let read = 1; read > 0; bytes += read) read = readSync(file, buffer, bytes, buffer.length - bytes, null);
    return buffer.subarray(0, bytes);
  } finally {
    closeSync(file);
  }
}

function giveBackWhole(bytes: Uint8Array): void {
  if (bytes.byteLength === bytes.buffer.byteLength) giveBack(bytes);
}

/** At most so many pieces of work at once. */
function createTurns(initial: number) {
  let max = initial;
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
    /** From now on so many at once, where they were fewer. */
    allow(more: number) {
      for (; max < more; max++) {
        const next = waiting.shift();
        if (!next) continue;
        running++;
        next();
      }
    },
    end() {
      ended = true;
    },
  };
}
