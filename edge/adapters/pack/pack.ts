// The browser as it lies in the zip: unpacked into scratch, whole or not at all, and completed from S3 where that is needed.
import { createHash } from 'node:crypto';
import { closeSync, existsSync, mkdirSync, mkdtempSync, openSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { CardError } from '../../../card-schema/errors.ts';
import { joined } from '../../core/memo.ts';
import { type BrowserFiles, browserFilesIn } from '../browser/browser-files.ts';
import type { ChunkInObject, ChunkInZip, PackManifest } from './pack-manifest.ts';
import { type PlacedChunk, placed, segmentsOf, segmentsOfRemoved } from './unpack.ts';
import { startUnpackers, type Unpackers } from './unpackers.ts';

/** Bytes `from` to `to`, both inclusive, of an object, as HTTP counts them. Throws CardError `pack_failed`. */
export type FetchRange = (key: string, from: number, to: number) => Promise<Uint8Array>;

export interface Pack {
  /**
   * Gives the unpacked browser; several callers share the work. What has failed is tried anew by the next call.
   * Throws CardError `pack_failed`.
   */
  files(fetchRange: FetchRange): Promise<BrowserFiles>;
  /**
   * To be told that the browser ended in a trap. True when code is missing that may have been called: then files() completes
   * the browser before it gives it, for the rest of the sandbox's life. No browser may be running by then.
   */
  missed(): boolean;
  /** To be told that no browser starts from the files: files() unpacks them anew. No browser may be running by then. */
  distrust(): void;
}

export interface PackParts {
  /** Where the manifest and the chunks of the zip lie. */
  readonly packFolder: string;
  readonly scratch: string;
  /** The script of the threads that unpack: edge/unpack-worker.ts, or what has become of it. */
  readonly worker: URL;
}

/** Unpacked folders and unfinished ones of this and of former packs. */
const FOLDER = 'edgecard-browser-';
/** An empty file in the unpacked folder: nothing is missing, or no longer. */
const COMPLETE = 'complete';
/** Ranges of S3 under way at once: several connections share the 78 MB/s that AWS gives a sandbox better than one. */
const RANGES_AT_ONCE = 4;

interface Unpacked {
  readonly manifest: PackManifest;
  readonly folder: string;
}

interface Unpacking extends Unpacked {
  /** Absent when the folder has been there already. */
  readonly unfinished?: { readonly folder: string; readonly unpackers: Unpackers };
}

/** Begins at once to unpack what is in the zip: the function has other things to load and to ask for in the meantime. */
export function openPack({ packFolder, scratch, worker }: PackParts): Pack {
  let distrusted = false;
  let unpacking: Unpacking | undefined = tryToBegin();
  // What needs nothing from elsewhere is finished also when no card is ever drawn: its threads would stay for nothing.
  let finishing = unpacking && !unpacking.manifest.object ? finish(unpacking, nothingElsewhere) : undefined;
  finishing?.catch(() => {}); // heard by files()
  let unpacked: Unpacked | undefined;
  let completing = false;

  function begin(): Unpacking {
    const manifest = JSON.parse(readFileSync(join(packFolder, 'manifest.json'), 'utf8')) as PackManifest; // written by tools/pack/pack.ts
    const folder = join(scratch, `${FOLDER}${manifest.id}`);
    if (!distrusted && existsSync(folder)) return { manifest, folder };
    const unfinished = beginUnpacking(manifest);
    distrusted = false;
    return { manifest, folder, unfinished };
  }

  /** Without an error: it is met again, and told, when the files are asked for. */
  function tryToBegin(): Unpacking | undefined {
    try {
      return begin();
    } catch {
      return undefined;
    }
  }

  function beginUnpacking({ files, chunks }: PackManifest): { folder: string; unpackers: Unpackers } {
    for (const name of readdirSync(scratch)) {
      if (name.startsWith(FOLDER)) rmSync(join(scratch, name), { recursive: true, force: true });
    }
    const folder = mkdtempSync(join(scratch, `${FOLDER}partial-`));
    try {
      for (const { path, mode } of files) {
        mkdirSync(dirname(join(folder, path)), { recursive: true });
        closeSync(openSync(join(folder, path), 'w', mode));
      }
      const inZip = placed(chunks).filter(isInZip);
      return { folder, unpackers: startUnpackers(worker, { packFolder, folder, segments: segmentsOf(files), inZip }) };
    } catch (error) {
      rmSync(folder, { recursive: true, force: true });
      throw error;
    }
  }

  /** The folder takes its name only when it is whole, so that a crash half-way leaves nothing that looks like a browser. */
  async function finish({ manifest, folder, unfinished }: Unpacking, fetchRange: FetchRange): Promise<Unpacked> {
    if (!unfinished) return { manifest, folder };
    const { unpackers } = unfinished;
    try {
      const elsewhere = placed(manifest.chunks).filter(isInObject);
      await Promise.all([unpackers.zip, unpackFromObject(elsewhere, manifest.object?.key ?? '', unpackers, fetchRange)]);
      await unpackers.end();
      await rename(unfinished.folder, folder);
      return { manifest, folder };
    } catch (error) {
      await unpackers.end();
      await rm(unfinished.folder, { recursive: true, force: true });
      throw error;
    }
  }

  /**
   * Puts the removed code back. A crash half-way leaves a browser that is a little less incomplete: wherever the code is not yet
   * back, there is still the trap.
   */
  async function complete({ manifest: { removed }, folder }: Unpacked, fetchRange: FetchRange): Promise<void> {
    if (!removed) return;
    const unpackers = startUnpackers(worker, { packFolder, folder, segments: segmentsOfRemoved(removed), inZip: [] });
    try {
      await unpackers.zip; // none, but the threads are there
      await unpackFromObject(placed(removed.chunks), removed.object.key, unpackers, fetchRange);
    } finally {
      await unpackers.end();
    }
    await writeFile(join(folder, COMPLETE), '');
  }

  /** The next call of files() begins anew, or finds the folder that is there. */
  function beginAnew(): void {
    unpacking = undefined;
    finishing = undefined;
    unpacked = undefined;
  }

  async function files(fetchRange: FetchRange): Promise<BrowserFiles> {
    try {
      unpacking ??= begin();
      unpacked ??= await (finishing ?? finish(unpacking, fetchRange));
      if (completing) await complete(unpacked, fetchRange);
      return browserFilesIn(unpacked.folder);
    } catch (cause) {
      beginAnew();
      if (cause instanceof CardError) throw cause;
      throw new CardError('pack_failed', 'The browser could not be unpacked.', { cause });
    } finally {
      // Where it could not be completed, the next card may do without what is missing.
      completing = false;
    }
  }

  return {
    files: joined(files),
    missed() {
      completing = unpacked?.manifest.removed !== undefined && !existsSync(join(unpacked.folder, COMPLETE));
      return completing;
    },
    distrust() {
      distrusted = true;
      beginAnew();
    },
  };
}

/** Every chunk is a range of its own, verified and unpacked while others are under way. */
async function unpackFromObject(
  places: readonly PlacedChunk<ChunkInObject>[],
  key: string,
  unpackers: Unpackers,
  fetchRange: FetchRange,
): Promise<void> {
  const queue = places.values();
  let failed = false;
  const fetching = async () => {
    for (const place of queue) {
      if (failed) return;
      const { at, packedBytes, sha256 } = place.chunk;
      const packed = await fetchRange(key, at, at + packedBytes - 1);
      const found = createHash('sha256').update(packed).digest('hex');
      if (found !== sha256)
        throw new CardError('pack_failed', `Bytes ${at} to ${at + packedBytes - 1} of ${key} have another SHA-256: ${found}.`);
      await unpackers.unpack({ packed, place });
    }
  };
  const lanes = Array.from({ length: RANGES_AT_ONCE }, () =>
    fetching().catch((error: unknown) => {
      failed = true;
      throw error;
    }),
  );
  // All of them, also when one fails: nothing may run on beside the next try.
  for (const result of await Promise.allSettled(lanes)) if (result.status === 'rejected') throw result.reason;
}

function nothingElsewhere(): Promise<never> {
  return Promise.reject(new CardError('pack_failed', 'A pack without an object has nothing elsewhere.'));
}

function isInZip(place: PlacedChunk): place is PlacedChunk<ChunkInZip> {
  return 'name' in place.chunk;
}

function isInObject(place: PlacedChunk): place is PlacedChunk<ChunkInObject> {
  return !isInZip(place);
}
