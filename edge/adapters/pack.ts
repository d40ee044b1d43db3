// Unpacks the browser into scratch: chunks from the zip and, where the zip has no room for all, the rest from S3.
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { type FileHandle, mkdir, mkdtemp, open, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { zstdDecompress } from 'node:zlib';
import { CardError } from '../../card-schema/errors.ts';
import { type BrowserFiles, browserFilesIn } from './browser-files.ts';
import type { PackedChunk, PackManifest, PackObject } from './pack-manifest.ts';
import { removeFrom } from './scratch.ts';

/** Bytes `from` to `to`, both inclusive, of an object, as HTTP counts them. */
export type FetchRange = (key: string, from: number, to: number) => Promise<Uint8Array>;

const decompress = promisify(zstdDecompress);

/** Unpacked folders and unfinished ones of this and of former packs. */
const FOLDER = 'edgecard-browser-';
/** Two or more connections share the 78 MB/s that AWS gives a sandbox better than one. */
const RANGE_BYTES = 8_000_000;
/** Chunks in work at once: more would only cost memory (8 MB each, unpacked) on two cores. */
const PARALLEL = 4;

/**
 * Gives the unpacked browser, unpacking it first where that has not been done. The folder takes its name only when it is whole,
 * so that a crash half-way leaves nothing that looks like a browser. Throws CardError `pack_failed`.
 */
export async function unpackBrowser(packFolder: string, scratch: string, fetchRange: FetchRange): Promise<BrowserFiles> {
  try {
    const manifest = JSON.parse(await readFile(join(packFolder, 'manifest.json'), 'utf8')) as PackManifest; // written by local/build/pack.ts
    const folder = join(scratch, `${FOLDER}${manifest.id}`);
    if (!existsSync(folder)) await unpackInto(folder, manifest, packFolder, scratch, fetchRange);
    return browserFilesIn(folder);
  } catch (cause) {
    if (cause instanceof CardError) throw cause;
    throw new CardError('pack_failed', 'The browser could not be unpacked.', { cause });
  }
}

async function unpackInto(folder: string, manifest: PackManifest, packFolder: string, scratch: string, fetchRange: FetchRange) {
  await removeFrom(scratch, (name) => name.startsWith(FOLDER));
  const partial = await mkdtemp(join(scratch, `${FOLDER}partial-`));
  try {
    const remote = manifest.object ? fetchObject(manifest.object, fetchRange) : Promise.resolve(new Uint8Array());
    remote.catch(() => {}); // heard below, after the chunks of the zip
    await writeFiles(partial, manifest, (chunk, at) =>
      chunk.name ? readFile(join(packFolder, chunk.name)) : sliceOf(remote, at, chunk),
    );
    await rename(partial, folder);
  } catch (error) {
    await rm(partial, { recursive: true, force: true });
    throw error;
  }
}

type ReadChunk = (chunk: PackedChunk, atInObject: number) => Promise<Uint8Array>;

async function writeFiles(folder: string, { files, chunks }: PackManifest, read: ReadChunk): Promise<void> {
  const targets: Target[] = [];
  try {
    await openTargets(targets, folder, files);
    const queue = placed(chunks).values();
    const worker = async () => {
      for (const { chunk, atInStream, atInObject } of queue) {
        // One output buffer of the right size: the default of 16 kB at a time takes twice as long.
        const bytes = await decompress(await read(chunk, atInObject), { maxOutputLength: chunk.bytes, chunkSize: chunk.bytes });
        if (bytes.length !== chunk.bytes)
          throw new CardError('pack_failed', `A chunk holds ${bytes.length} bytes instead of ${chunk.bytes}.`);
        await writeAt(targets, atInStream, bytes);
      }
    };
    await Promise.all(Array.from({ length: PARALLEL }, worker));
  } finally {
    await Promise.all(targets.map(({ handle }) => handle.close()));
  }
}

/** Where each chunk begins in the stream and, if it has no file, in the object. Chunks of the zip come first, they need no waiting. */
function placed(chunks: readonly PackedChunk[]) {
  let atInStream = 0;
  let atInObject = 0;
  const all = chunks.map((chunk) => {
    const place = { chunk, atInStream, atInObject };
    atInStream += chunk.bytes;
    if (!chunk.name) atInObject += chunk.packedBytes;
    return place;
  });
  return [...all.filter(({ chunk }) => chunk.name), ...all.filter(({ chunk }) => !chunk.name)];
}

interface Target {
  readonly handle: FileHandle;
  readonly start: number;
  readonly end: number;
}

/** Fills `targets` as it goes, so that the caller can close what was opened before a failure. */
async function openTargets(targets: Target[], folder: string, files: PackManifest['files']): Promise<void> {
  let start = 0;
  for (const { path, mode, bytes } of files) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    const handle = await open(join(folder, path), 'w', mode);
    targets.push({ handle, start, end: start + bytes });
    start += bytes;
  }
}

async function writeAt(targets: readonly Target[], at: number, bytes: Uint8Array): Promise<void> {
  const touched = targets.filter(({ start, end }) => start < at + bytes.length && at < end);
  for (const { handle, start, end } of touched) {
    const from = Math.max(start, at);
    const part = bytes.subarray(from - at, Math.min(end, at + bytes.length) - at);
    await handle.write(part, 0, part.length, from - start);
  }
}

async function sliceOf(remote: Promise<Uint8Array>, at: number, chunk: PackedChunk): Promise<Uint8Array> {
  return (await remote).subarray(at, at + chunk.packedBytes);
}

/** Fetches the object in parallel ranges and believes it only by its SHA-256. */
async function fetchObject({ key, sha256, bytes }: PackObject, fetchRange: FetchRange): Promise<Uint8Array> {
  const whole = new Uint8Array(bytes);
  const starts = Array.from({ length: Math.ceil(bytes / RANGE_BYTES) }, (_, index) => index * RANGE_BYTES);
  await Promise.all(
    starts.map(async (from) => {
      const part = await fetchRange(key, from, Math.min(from + RANGE_BYTES, bytes) - 1);
      if (from + part.length > bytes) throw new CardError('pack_failed', `S3 sent more of ${key} than was asked for.`);
      whole.set(part, from);
    }),
  );
  const found = createHash('sha256').update(whole).digest('hex');
  if (found !== sha256) throw new CardError('pack_failed', `The object ${key} has another SHA-256: ${found}.`);
  return whole;
}
