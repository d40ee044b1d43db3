// Worker threads that unpack. They go on while the main thread loads the rest of the function, and give back their memory when
// they end, which the thread pool's decompressors do not (measured: 60 MB less in the sandbox).
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { handledLater } from '../../core/handled-later.ts';
import type { ChunkInZip } from './pack-manifest.ts';
import type { PlacedChunk, Segment } from './unpack.ts';

/** The data that each thread is started with. */
export interface UnpackWork {
  /** Where the chunks of the zip lie. */
  readonly packFolder: string;
  /** Where the files are that are written to. */
  readonly folder: string;
  readonly segments: readonly Segment[];
  readonly inZip: readonly PlacedChunk<ChunkInZip>[];
  /** An Int32: which chunk of the zip is next. */
  readonly next: SharedArrayBuffer;
}

export interface GivenChunk {
  readonly packed: Uint8Array;
  readonly place: PlacedChunk;
}

export interface Unpackers {
  /** Resolves when all chunks of the zip are unpacked. */
  readonly zipChunksDone: Promise<void>;
  /** Unpacks a chunk that came from S3, and takes the memory of `packed` away if nothing else is in it. */
  unpack(chunk: GivenChunk): Promise<void>;
  /** Waits until nothing is written any more and the files are closed: they end with the threads that opened them. */
  close(): Promise<void>;
}

/** More threads than cores would wait for each other, and each needs 40 MB. */
const MAX_THREADS = 4;

export function startUnpackers(worker: URL, work: Omit<UnpackWork, 'next'>): Unpackers {
  const next = new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT);
  const count = Math.min(availableParallelism(), MAX_THREADS);
  const threads = Array.from({ length: count }, () => startThread(worker, { ...work, next }));
  const zipChunksDone = handledLater(Promise.all(threads.map((thread) => thread.answer())).then(() => {}));
  let turn = 0;
  return {
    zipChunksDone,
    unpack: (chunk) => (threads[turn++ % count] as Thread).send(chunk), // there is one at every number below count
    close: async () => {
      await Promise.all(threads.map((thread) => thread.close()));
    },
  };
}

interface Thread {
  /** Resolves at the next message that no one else waits for, in order; rejects when the thread has failed. */
  answer(): Promise<void>;
  send(chunk: GivenChunk): Promise<void>;
  close(): Promise<unknown>;
}

function startThread(file: URL, workerData: UnpackWork): Thread {
  const worker = new Worker(file, { workerData });
  const waiting: { resolve: () => void; reject: (error: Error) => void }[] = [];
  let failure: Error | undefined;
  const fail = (error: Error) => {
    failure ??= error;
    for (const { reject } of waiting.splice(0)) reject(failure);
  };
  worker.on('message', () => waiting.shift()?.resolve());
  worker.on('error', fail);
  worker.on('exit', () => fail(new Error('The thread has ended.')));

  const answer = (): Promise<void> => {
    if (failure) return Promise.reject(failure);
    return new Promise((resolve, reject) => waiting.push({ resolve, reject }));
  };
  return {
    answer,
    send(chunk) {
      worker.postMessage(chunk, ownMemoryOf(chunk.packed));
      return answer();
    },
    close: () => worker.terminate(),
  };
}

/** Handed over and not copied: a copy takes processor time that the threads need, and the first one stays until a collector comes by. */
function ownMemoryOf({ buffer, byteLength }: Uint8Array): ArrayBuffer[] {
  return buffer instanceof ArrayBuffer && buffer.byteLength === byteLength ? [buffer] : [];
}
