// The folder of an unpacked browser: made whole or not at all, and completed where code is missing.
import { closeSync, existsSync, ftruncateSync, mkdirSync, mkdtempSync, openSync, readdirSync, rmSync } from 'node:fs';
import { open, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type FetchRange, unpackFromObject } from './fetch-chunks.ts';
import type { ChunkInObject, ChunkInZip, PackManifest, RemovedCode } from './pack-manifest.ts';
import { type PlacedChunk, placed, segmentsOf, segmentsOfRemoved } from './unpack.ts';
import { startUnpackers, type Unpackers } from './unpackers.ts';

export interface FolderParts {
  /** Where the manifest and the chunks of the zip lie. */
  readonly packFolder: string;
  readonly scratch: string;
  /** The script of the threads that unpack: edge/unpack-worker.ts, or its bundle. */
  readonly worker: URL;
}

export interface Unpacked {
  readonly manifest: PackManifest;
  readonly folder: string;
}

/** A folder that has not its name yet, and the threads that write into it. */
export interface Unpacking extends Unpacked {
  readonly partial: string;
  readonly unpackers: Unpackers;
}

/** Unpacked folders and unfinished ones of this and of former packs. */
const FOLDER = 'edgecard-browser-';
/** An empty file in the unpacked folder: nothing is missing, or no longer. */
const COMPLETE = 'complete';

export function folderOf(manifest: PackManifest, scratch: string): string {
  return join(scratch, `${FOLDER}${manifest.id}`);
}

/** Removes what is there of any browser, and starts with what is in the zip. */
export function startUnpacking(manifest: PackManifest, { packFolder, scratch, worker }: FolderParts): Unpacking {
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
    // The largest first, so that all threads end at the same time.
    const inZip = placed(manifest.chunks).filter(isInZip);
    inZip.sort((a, b) => b.chunk.packedBytes - a.chunk.packedBytes);
    const segments = segmentsOf(manifest.files);
    const unpackers = startUnpackers(worker, { packFolder, folder: partial, segments, inZip });
    return { manifest, folder: folderOf(manifest, scratch), partial, unpackers };
  } catch (error) {
    rmSync(partial, { recursive: true, force: true });
    throw error;
  }
}

/** The folder takes its name only when it is whole, so that a crash half-way leaves nothing that looks like a browser. */
export async function finishUnpacking(
  { manifest, folder, partial, unpackers }: Unpacking,
  fetchRange: FetchRange,
): Promise<Unpacked> {
  try {
    const inObject = placed(manifest.chunks).filter(isInObject);
    const fetched = unpackFromObject(inObject, manifest.object?.key ?? '', unpackers, fetchRange);
    await Promise.all([unpackers.zipChunksDone, fetched]);
    await unpackers.close();
    await rename(partial, folder);
    return { manifest, folder };
  } catch (error) {
    await unpackers.close();
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
  { packFolder, worker }: FolderParts,
  fetchRange: FetchRange,
): Promise<void> {
  if (!removed) return;
  const unpackers = startUnpackers(worker, { packFolder, folder, segments: segmentsOfRemoved(removed), inZip: [] });
  try {
    await unpackers.zipChunksDone; // none, but the threads are there
    await unpackFromObject(placed(removed.chunks), removed.object.key, unpackers, fetchRange);
  } finally {
    await unpackers.close();
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
