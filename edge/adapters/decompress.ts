// Node's decompressors as promises. Our own, because node:util, which has promisify, loads worker threads and more with its first
// use: 9 ms of every first card.

interface DecompressOptions {
  /** Bytes. More is an error. */
  readonly maxOutputLength: number;
  /** Of the output buffer, in bytes. @default 16 kB at a time */
  readonly chunkSize?: number;
}

/** Of node:zlib, such as `gunzip`. */
export type Decompressor = (
  bytes: Uint8Array,
  options: DecompressOptions,
  done: (error: Error | null, result: Buffer) => void,
) => void;

/** Rejects for bytes that are not whole or not right. */
export function decompress(decompressor: Decompressor, bytes: Uint8Array, options: DecompressOptions): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    decompressor(bytes, options, (error, result) => (error ? reject(error) : resolve(result)));
  });
}
