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
  /** Second form: code that drawing does not call, left out of the stream. Absent when the browser is complete. */
  readonly removed?: RemovedCode;
}

export interface PackedFile {
  readonly path: string;
  readonly mode: number;
  readonly bytes: number;
}

export type PackedChunk = ChunkInZip | ChunkInObject;

interface Chunk {
  /** Unpacked and packed size. */
  readonly bytes: number;
  readonly packedBytes: number;
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
  /** The file that it was removed from. In its place there is 0xCC, the instruction that traps. */
  readonly path: string;
  /** First byte and the byte after the last, ascending. */
  readonly ranges: readonly (readonly [from: number, to: number])[];
  /** The removed bytes end to end. */
  readonly chunks: readonly ChunkInObject[];
  readonly object: PackObject;
}
