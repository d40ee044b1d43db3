// Turns the chunks of a pack into files.
import { createHash } from 'node:crypto';
import { type FileHandle, mkdir, open, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { zstdDecompress } from 'node:zlib';
import { CardError } from '../../card-schema/errors.ts';
import type { ChunkInObject, ChunkInZip, PackedChunk, PackedFile, RemovedCode } from './pack-manifest.ts';

/** Bytes `from` to `to`, both inclusive, of an object, as HTTP counts them. Throws CardError `pack_failed`. */
export type FetchRange = (key: string, from: number, to: number) => Promise<Uint8Array>;

/** Part of the stream and where it is written. */
interface Segment {
  readonly handle: FileHandle;
  /** Offsets in the stream: first byte and the byte after the last. */
  readonly from: number;
  readonly to: number;
  /** Offset in the file. */
  readonly at: number;
}

/** Open files that chunks are written to. Whoever opened them closes them. */
export interface Target {
  readonly segments: readonly Segment[];
  close(): Promise<void>;
}

export interface PlacedChunk<Chunk extends PackedChunk> {
  readonly chunk: Chunk;
  readonly atInStream: number;
}

const decompress = promisify(zstdDecompress);

/** Chunks in work at once: more would only cost memory (8 MB each, unpacked) on two cores. */
const PARALLEL = 4;

/** Creates the files of a pack, empty. */
export async function createTarget(folder: string, files: readonly PackedFile[]): Promise<Target> {
  const segments: Segment[] = [];
  const close = () => closeAll(segments);
  try {
    let from = 0;
    for (const { path, mode, bytes } of files) {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      segments.push({ handle: await open(join(folder, path), 'w', mode), from, to: from + bytes, at: 0 });
      from += bytes;
    }
    return { segments, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Opens a file whose removed code is to be put back. Fails while the file is being run. */
export async function openRemoved(folder: string, { path, ranges }: RemovedCode): Promise<Target> {
  const handle = await open(join(folder, path), 'r+');
  let stream = 0;
  const segments = ranges.map(([at, end]) => {
    const from = stream;
    stream += end - at;
    return { handle, from, to: stream, at };
  });
  return { segments, close: () => handle.close() };
}

export function placed<Chunk extends PackedChunk>(chunks: readonly Chunk[]): readonly PlacedChunk<Chunk>[] {
  let end = 0;
  return chunks.map((chunk) => {
    const atInStream = end;
    end += chunk.bytes;
    return { chunk, atInStream };
  });
}

export function isInZip(place: PlacedChunk<PackedChunk>): place is PlacedChunk<ChunkInZip> {
  return 'name' in place.chunk;
}

export function isInObject(place: PlacedChunk<PackedChunk>): place is PlacedChunk<ChunkInObject> {
  return !isInZip(place);
}

export function readFromZip(packFolder: string): (chunk: ChunkInZip) => Promise<Uint8Array> {
  return ({ name }) => readFile(join(packFolder, name));
}

/** Every chunk is a range of its own: several connections share the 78 MB/s that AWS gives a sandbox better than one. */
export function readFromObject(key: string, fetchRange: FetchRange): (chunk: ChunkInObject) => Promise<Uint8Array> {
  return async ({ at, packedBytes, sha256 }) => {
    const bytes = await fetchRange(key, at, at + packedBytes - 1);
    const found = createHash('sha256').update(bytes).digest('hex');
    if (found === sha256) return bytes;
    throw new CardError('pack_failed', `Bytes ${at} to ${at + packedBytes - 1} of ${key} have another SHA-256: ${found}.`);
  };
}

export async function unpackChunks<Chunk extends PackedChunk>(
  chunks: readonly PlacedChunk<Chunk>[],
  { segments }: Target,
  read: (chunk: Chunk) => Promise<Uint8Array>,
): Promise<void> {
  const queue = chunks.values();
  const worker = async () => {
    for (const { chunk, atInStream } of queue) {
      // One output buffer of the right size: the default of 16 kB at a time takes twice as long.
      const bytes = await decompress(await read(chunk), { maxOutputLength: chunk.bytes, chunkSize: chunk.bytes });
      if (bytes.length !== chunk.bytes)
        throw new CardError('pack_failed', `A chunk holds ${bytes.length} bytes instead of ${chunk.bytes}.`);
      await write(segments, atInStream, bytes);
    }
  };
  await allEnded(Array.from({ length: PARALLEL }, worker));
}

/** Waits for all, also when one fails: nothing may go on writing to files that are about to be closed. */
export async function allEnded(work: readonly Promise<void>[]): Promise<void> {
  for (const result of await Promise.allSettled(work)) if (result.status === 'rejected') throw result.reason;
}

async function write(segments: readonly Segment[], start: number, bytes: Uint8Array): Promise<void> {
  const end = start + bytes.length;
  for (const { handle, from, to, at } of segments.filter((segment) => segment.from < end && start < segment.to)) {
    const first = Math.max(from, start);
    const part = bytes.subarray(first - start, Math.min(to, end) - start);
    await handle.write(part, 0, part.length, at + first - from);
  }
}

async function closeAll(segments: readonly Segment[]): Promise<void> {
  await Promise.all(segments.map(({ handle }) => handle.close()));
}
