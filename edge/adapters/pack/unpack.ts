// Unpacks a pack's chunks and writes their bytes to where they belong.
import { closeSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { zstdDecompress } from 'node:zlib';
import { decompress } from '../decompress.ts';
import type { PackedChunk, PackedFile, Range, RemovedCode } from './pack-manifest.ts';
import { COLUMNS_PER_ROW, rowsOf } from './relocations.ts';

/** Part of the stream and where it is written. */
export interface Segment {
  readonly path: string;
  /** Offsets in the stream: first byte and the byte after the last. */
  readonly from: number;
  readonly to: number;
  /** Offset in the file. */
  readonly at: number;
}

export interface PlacedChunk<Chunk extends PackedChunk = PackedChunk> {
  readonly chunk: Chunk;
  readonly atInStream: number;
}

/** Where the chunks of a pack go: each file as a whole, but for its holes. */
export function segmentsOf(files: readonly PackedFile[]): readonly Segment[] {
  return endToEnd(
    files.flatMap(({ path, bytes, holes = [] }) => piecesBetween(holes, bytes).map((piece) => ({ path, ...piece }))),
  );
}

function piecesBetween(holes: readonly Range[], end: number): readonly { readonly at: number; readonly bytes: number }[] {
  const starts = [0, ...holes.map(([, to]) => to)];
  const ends = [...holes.map(([from]) => from), end];
  return starts.map((at, index) => ({ at, bytes: (ends[index] ?? end) - at })).filter(({ bytes }) => bytes > 0);
}

/** Where the chunks of removed code go: back into the holes that it left. */
export function segmentsOfRemoved({ path, ranges }: RemovedCode): readonly Segment[] {
  return endToEnd(ranges.map(([at, end]) => ({ path, at, bytes: end - at })));
}

function endToEnd(parts: readonly { readonly path: string; readonly at: number; readonly bytes: number }[]): readonly Segment[] {
  let from = 0;
  return parts.map(({ path, at, bytes }) => {
    const segment = { path, from, to: from + bytes, at };
    from = segment.to;
    return segment;
  });
}

export function placed<Chunk extends PackedChunk>(chunks: readonly Chunk[]): readonly PlacedChunk<Chunk>[] {
  let end = 0;
  return chunks.map((chunk) => {
    const atInStream = end;
    end += chunk.bytes;
    return { chunk, atInStream };
  });
}

export interface ChunkWriter {
  /** Rejects where the chunk is not what it says it is. */
  write(packed: Uint8Array, place: PlacedChunk): Promise<void>;
  /** To be called when the first chunks are being unpacked: what others need from now on is to lie below them. */
  makeRoom(): void;
  /** Closes the files, and returns the memory that was kept for the next chunk. */
  close(): void;
}

/** Node takes no smaller one. */
const MIN_BUFFER_BYTES = 64;
/** From 128 kB on a piece would lie outside of the heap. In all less than a chunk, so that none is put there. */
const ROOM_PIECE_BYTES = 100 * 1024;
const ROOM_PIECES = 90;
/** A little more than the largest chunk (MAX_CHUNK_BYTES). glibc keeps no pieces from 32 MB on. */
const MAX_KEPT_BYTES = 12 * 1024 * 1024;

/**
 * Writes to files that are there already; a file that is being run refuses. Chunks are unpacked elsewhere, and written here: two
 * threads that write to one file wait for each other.
 */
export function openChunkWriter(folder: string, segments: readonly Segment[]): ChunkWriter {
  const opened = new Map<string, number>();
  const fileOf = (path: string): number => {
    const file = opened.get(path) ?? openSync(join(folder, path), 'r+');
    opened.set(path, file);
    return file;
  };
  const room = takeRoom();
  keepLargeMemory();

  return {
    makeRoom: () => room.splice(0).forEach(giveBack),
    async write(packed, { chunk, atInStream }) {
      const bytes = await unpacked(packed, chunk);
      const end = atInStream + bytes.length;
      for (const { path, from, to, at } of segments) {
        if (from >= end || to <= atInStream) continue;
        const first = Math.max(from, atInStream);
        writeAll(fileOf(path), bytes.subarray(first - atInStream, Math.min(to, end) - atInStream), at + first - from);
      }
      giveBack(bytes);
    },
    close() {
      returnLargeMemory();
      for (const file of opened.values()) closeSync(file);
      opened.clear();
    },
  };
}

async function unpacked(packed: Uint8Array, { bytes: wanted, columns }: PackedChunk): Promise<Uint8Array> {
  const inFrame = columns ? wanted / COLUMNS_PER_ROW : wanted;
  // One output buffer for all, and a byte more, so that zlib looks for no second one: the default of 16 kB at a time takes twice as long.
  const chunkSize = Math.max(inFrame + 1, MIN_BUFFER_BYTES);
  const found = await decompress(zstdDecompress, packed, { maxOutputLength: chunkSize, chunkSize });
  if (found.length !== inFrame) throw new Error(`A chunk holds ${found.length} bytes instead of ${inFrame}.`);
  if (!columns) return found;
  const rows = rowsOf(found);
  giveBack(found);
  return rows;
}

/**
 * At once, and not when a collector comes by: the next chunk has the same memory again. New memory costs a page fault every 4 kB, of
 * which there were 80,000 in all before, and 20,000 now. Small buffers share theirs with others.
 */
export function giveBack({ buffer }: Uint8Array): void {
  if (buffer instanceof ArrayBuffer && buffer.byteLength > Buffer.poolSize) buffer.transfer(0);
}

/**
 * glibc's heap can be returned from its end only, and what the function goes on to allocate would lie behind the chunks: then 35 MB
 * stay. So small pieces are taken before the chunks, and are free again when those have their place. They are never touched.
 */
function takeRoom(): Uint8Array[] {
  return Array.from({ length: ROOM_PIECES }, () => Buffer.allocUnsafeSlow(ROOM_PIECE_BYTES));
}

/**
 * glibc returns each large piece of memory to the kernel, until one of this size has been freed: then it keeps them, up to twice as
 * much. What is not touched costs nothing.
 */
function keepLargeMemory(): void {
  new ArrayBuffer(MAX_KEPT_BYTES).transfer(0);
}

/**
 * When more than twice the largest piece that was ever freed is free at the end of the heap, glibc returns all of it; else it would
 * stay. These 47 MB are enough after a photo of 23 MB; from 64 MB on V8 would collect all garbage. Not touched, they take 0.1 ms.
 */
export function returnLargeMemory(): void {
  const pieces = Array.from({ length: 5 }, () => Buffer.allocUnsafeSlow(0.75 * MAX_KEPT_BYTES));
  for (const piece of pieces) giveBack(piece);
}

function writeAll(file: number, bytes: Uint8Array, at: number): void {
  for (let done = 0; done < bytes.length; ) done += writeSync(file, bytes, done, bytes.length - done, at + done);
}
