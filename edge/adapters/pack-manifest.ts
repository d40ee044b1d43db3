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
  /** Holds the chunks that did not fit into the zip, end to end. Absent when all did. */
  readonly object?: PackObject;
}

export interface PackedFile {
  readonly path: string;
  readonly mode: number;
  readonly bytes: number;
}

export interface PackedChunk {
  /** Unpacked and packed size. */
  readonly bytes: number;
  readonly packedBytes: number;
  /** A file beside the manifest in the zip; without a name the chunk is the next one of the object in S3. */
  readonly name?: string;
}

export interface PackObject {
  /** `packs/<sha256>` in the picture bucket. */
  readonly key: string;
  readonly sha256: string;
  readonly bytes: number;
}
