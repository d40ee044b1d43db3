// The folder of an unpacked browser: made whole or not at all, and completed where code is missing.
import { closeSync, existsSync, ftruncateSync, mkdirSync, mkdtempSync, openSync, readdirSync, rmSync } from 'node:fs';
import { open, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type ChunkQueue, startChunkQueue } from './chunk-queue.ts';
import { type FetchRange, unpackFromObject } from './fetch-chunks.ts';
import type { ChunkInObject, ChunkInZip, PackManifest, RemovedCode } from './pack-manifest.ts';
import { type PlacedChunk, placed, segmentsOf, segmentsOfRemoved } from './unpack.ts';

export interface FolderParts {
  /** Where the manifest and the chunks of the zip lie. */
  readonly packFolder: string;
  readonly scratch: string;
}

export interface Unpacked {
  readonly manifest: PackManifest;
  readonly folder: string;
}

/** A folder that has not its name yet, and what is written into it. */
export interface Unpacking extends Unpacked {
  readonly partial: string;
  readonly queue: ChunkQueue;
}

/** Unpacked folders and unfinished ones of this and of former packs. */
const FOLDER = 'edgecard-browser-';
/** An empty file in the unpacked folder: nothing is missing, or no longer. */
const COMPLETE = 'complete';

export function folderOf(manifest: PackManifest, scratch: string): string {
  return join(scratch, `${FOLDER}${manifest.id}`);
}

/** Removes what is there of any browser, and starts with what is in the zip. */
export function startUnpacking(manifest: PackManifest, { packFolder, scratch }: FolderParts): Unpacking {
  for (const name of readdirSync(scratch)) {
    if (name.startsWith(FOLDER)) rmSync(join(scratch, name), { recursive: true, force: true });
  }
  const partial = mkdtempSync(join(scratch, `${FOLDER}partial-`));
  try {
    for (const { path, mode, bytes } of manifest.files) {
      mkdirSync(dirname(join(partial, path)), { recursive: true });
      const file = openSync(join(partial, path), 'w', mode);
      ftruncateSync(file, bytes);
      closeSync(file);
    }
    // The largest first, so that no thread has a large one left when the others are done.
    const inZip = placed(manifest.chunks).filter(isInZip);
    inZip.sort((a, b) => b.chunk.packedBytes - a.chunk.packedBytes);
    const segments = segmentsOf(manifest.files);
    const queue = startChunkQueue({ packFolder, folder: partial, segments, inZip, asksS3: manifest.object !== undefined });
    return { manifest, folder: folderOf(manifest, scratch), partial, queue };
  } catch (error) {
    rmSync(partial, { recursive: true, force: true });
    throw error;
  }
}

/** The folder takes its name only when it is whole, so that a crash half-way leaves nothing that looks like a browser. */
export async function finishUnpacking(
  { manifest, folder, partial, queue }: Unpacking,
  fetchRange: FetchRange,
): Promise<Unpacked> {
  try {
    const inObject = placed(manifest.chunks).filter(isInObject);
    const fetched = unpackFromObject(inObject, manifest.object?.key ?? '', queue, fetchRange);
    await Promise.all([queue.zipChunksDone, fetched]);
    await queue.close();
    await rename(partial, folder);
    return { manifest, folder };
  } catch (error) {
    await queue.close();
    await rm(partial, { recursive: true, force: true });
    throw error;
  }
}

export function lacksCode({ manifest, folder }: Unpacked): boolean {
  return manifest.removed !== undefined && !existsSync(join(folder, COMPLETE));
}

/**
 * Puts the removed code back. A crash half-way leaves a browser that traps as before, for its entry lays traps also over what has come
 * back; in the midst of the last writes, one that traps at its start.
 */
export async function putCodeBack(
  { manifest: { removed }, folder }: Unpacked,
  { packFolder }: FolderParts,
  fetchRange: FetchRange,
): Promise<void> {
  if (!removed) return;
  const queue = startChunkQueue({ packFolder, folder, segments: segmentsOfRemoved(removed), inZip: [] });
  try {
    await unpackFromObject(placed(removed.chunks), removed.object.key, queue, fetchRange);
  } finally {
    await queue.close();
  }
  await writeLast(join(folder, removed.path), removed);
  await writeFile(join(folder, COMPLETE), '');
}

async function writeLast(path: string, { lastWrites, bytes: size }: RemovedCode): Promise<void> {
  const file = await open(path, 'r+');
  try {
    for (const { at, bytes } of lastWrites) await file.write(Buffer.from(bytes, 'base64'), 0, undefined, at);
    await file.truncate(size);
  } finally {
    await file.close();
  }
}

function isInZip(place: PlacedChunk): place is PlacedChunk<ChunkInZip> {
  return 'name' in place.chunk;
}

function isInObject(place: PlacedChunk): place is PlacedChunk<ChunkInObject> {
  return !isInZip(place);
}
