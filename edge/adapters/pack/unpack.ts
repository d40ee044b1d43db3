// Writes the unpacked bytes of a pack's chunks to where they belong. Everything is synchronous: it runs in worker threads.
import { openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { zstdDecompressSync } from 'node:zlib';
import type { PackedChunk, PackedFile, RemovedCode } from './pack-manifest.ts';

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

/** Where the chunks of a pack go: each file as a whole. */
export function segmentsOf(files: readonly PackedFile[]): readonly Segment[] {
  return endToEnd(files.map(({ path, bytes }) => ({ path, at: 0, bytes })));
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
  /** Throws where the chunk is not what it says it is. */
  write(packed: Uint8Array, place: PlacedChunk): void;
}

/** Node takes no smaller one. */
const MIN_BUFFER_BYTES = 64;

/**
 * Writes to files that are there already. A file that is being run refuses. They are closed with the thread that opened them.
 */
export function openChunkWriter(folder: string, segments: readonly Segment[]): ChunkWriter {
  const opened = new Map<string, number>();
  const fileOf = (path: string): number => {
    const file = opened.get(path) ?? openSync(join(folder, path), 'r+');
    opened.set(path, file);
    return file;
  };

  return {
    write(packed, { chunk, atInStream }) {
      // One output buffer of the right size: the default of 16 kB at a time takes twice as long.
      const chunkSize = Math.max(chunk.bytes, MIN_BUFFER_BYTES);
      const bytes = zstdDecompressSync(packed, { maxOutputLength: chunkSize, chunkSize });
      if (bytes.length !== chunk.bytes) throw new Error(`A chunk holds ${bytes.length} bytes instead of ${chunk.bytes}.`);
      const end = atInStream + bytes.length;
      for (const { path, from, to, at } of segments) {
        if (from >= end || to <= atInStream) continue;
        const first = Math.max(from, atInStream);
        writeAll(fileOf(path), bytes.subarray(first - atInStream, Math.min(to, end) - atInStream), at + first - from);
      }
    },
  };
}

function writeAll(file: number, bytes: Uint8Array, at: number): void {
  for (let done = 0; done < bytes.length; ) done += writeSync(file, bytes, done, bytes.length - done, at + done);
}
