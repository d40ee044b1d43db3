// How the browser is packed for the edge: all its files end to end as one stream, cut into chunks, each a zstd frame of its own.

export interface PackManifest {
  /** Names the unpacked folder, so that a new pack never meets an old folder. */
  readonly id: string;
  /** Version of @sparticuz/chromium. */
  readonly browser: string;
  /** In the order of the stream. */
  readonly files: readonly PackedFile[];
  /** In the order of the stream. */
  readonly chunks: readonly PackedChunk[];
  /** First form: holds the chunks that did not fit into the zip. Absent when all did. */
  readonly object?: PackObject;
  /**
   * Second form: code that drawing does not call, and the rows of relocations that the browser's entry applies, left out of the stream.
   * Absent when the browser is complete.
   */
  readonly removed?: RemovedCode;
}

export interface PackedFile {
  readonly path: string;
  readonly mode: number;
  readonly bytes: number;
  /** Whole pages that the stream leaves out and nobody writes, ascending. The browser lays traps over those of code as it starts. */
  readonly holes?: readonly Range[];
}

/** Offsets in a file: the first byte and the byte after the last. */
export type Range = readonly [from: number, to: number];

export type PackedChunk = ChunkInZip | ChunkInObject;

interface Chunk {
  /** Unpacked and packed size. */
  readonly bytes: number;
  readonly packedBytes: number;
  /** It holds relocations as relocations.ts has them, and is a third of these bytes. */
  readonly columns?: true;
}

export interface ChunkInZip extends Chunk {
  /** A file next to the manifest. */
  readonly name: string;
}

export interface ChunkInObject extends Chunk {
  /** Where it begins in the object, in bytes. */
  readonly at: number;
  /** Of the packed bytes: what comes over the network is believed by its hash alone. */
  readonly sha256: string;
}

export interface PackObject {
  /** `packs/<sha256>` in the picture bucket. */
  readonly key: string;
  readonly bytes: number;
}

export interface RemovedCode {
  /**
   * The file that it was removed from. In place of code there is a hole, or 0xCC, the instruction that traps; in place of relocations a hole,
   * or zeros.
   */
  readonly path: string;
  /** Ascending. */
  readonly ranges: readonly Range[];
  /** The removed bytes end to end. */
  readonly chunks: readonly ChunkInObject[];
  readonly object: PackObject;
  /** To be done in this order when all ranges are back. After each of them a start of the browser traps, or it is complete. */
  readonly lastWrites: readonly LastWrite[];
  /** Of the complete file. What lies behind them goes with the last write. */
  readonly bytes: number;
}

export interface LastWrite {
  /** Offset in the file. */
  readonly at: number;
  /** In base64. */
  readonly bytes: string;
}
