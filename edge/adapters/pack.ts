// The browser as it lies in the zip: unpacked into scratch, whole or not at all, and completed from S3 where that is needed.
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CardError } from '../../card-schema/errors.ts';
import { joined } from '../core/memo.ts';
import { type BrowserFiles, browserFilesIn } from './browser-files.ts';
import type { PackManifest } from './pack-manifest.ts';
import { removeFrom } from './scratch.ts';
import {
  allEnded,
  createTarget,
  type FetchRange,
  isInObject,
  isInZip,
  openRemoved,
  placed,
  readFromObject,
  readFromZip,
  type Target,
  unpackChunks,
} from './unpack.ts';

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
}

/** Unpacked folders and unfinished ones of this and of former packs. */
const FOLDER = 'edgecard-browser-';
/** An empty file in the unpacked folder: nothing is missing, or no longer. */
const COMPLETE = 'complete';

interface Unpacking {
  readonly manifest: PackManifest;
  readonly folder: string;
  /** Absent when the folder has been there already. */
  readonly unfinished?: { readonly folder: string; readonly target: Target; readonly fromZip: Promise<void> };
}

/** Begins at once to unpack what is in the zip: the function has other things to load and to ask for in the meantime. */
export function openPack(packFolder: string, scratch: string): Pack {
  let begun: Promise<Unpacking> | undefined = begin();
  let unpacked: { readonly manifest: PackManifest; readonly folder: string } | undefined;
  let completing = false;

  function begin(): Promise<Unpacking> {
    const beginning = beginUnpacking(packFolder, scratch);
    beginning.catch(() => {}); // heard by files()
    return beginning;
  }

  async function unpack(fetchRange: FetchRange): Promise<BrowserFiles> {
    try {
      begun ??= begin();
      unpacked ??= await finishUnpacking(await begun, fetchRange);
      if (completing) await complete(unpacked, fetchRange);
      return browserFilesIn(unpacked.folder);
    } catch (cause) {
      begun = undefined;
      if (cause instanceof CardError) throw cause;
      throw new CardError('pack_failed', 'The browser could not be unpacked.', { cause });
    } finally {
      // Where it could not be completed, the next card may do without what is missing.
      completing = false;
    }
  }

  return {
    files: joined(unpack),
    missed() {
      completing = unpacked?.manifest.removed !== undefined && !existsSync(join(unpacked.folder, COMPLETE));
      return completing;
    },
  };
}

async function beginUnpacking(packFolder: string, scratch: string): Promise<Unpacking> {
  const manifest = JSON.parse(await readFile(join(packFolder, 'manifest.json'), 'utf8')) as PackManifest; // written by local/build/pack.ts
  const folder = join(scratch, `${FOLDER}${manifest.id}`);
  if (existsSync(folder)) return { manifest, folder };
  await removeFrom(scratch, (name) => name.startsWith(FOLDER));
  const partial = await mkdtemp(join(scratch, `${FOLDER}partial-`));
  try {
    const target = await createTarget(partial, manifest.files);
    const fromZip = unpackChunks(placed(manifest.chunks).filter(isInZip), target, readFromZip(packFolder));
    fromZip.catch(() => {}); // heard by finishUnpacking
    return { manifest, folder, unfinished: { folder: partial, target, fromZip } };
  } catch (error) {
    await rm(partial, { recursive: true, force: true });
    throw error;
  }
}

/** The folder takes its name only when it is whole, so that a crash half-way leaves nothing that looks like a browser. */
async function finishUnpacking({ manifest, folder, unfinished }: Unpacking, fetchRange: FetchRange) {
  if (!unfinished) return { manifest, folder };
  const { target, fromZip } = unfinished;
  try {
    const elsewhere = placed(manifest.chunks).filter(isInObject);
    const { key = '' } = manifest.object ?? {};
    const fromObject = unpackChunks(elsewhere, target, readFromObject(key, fetchRange));
    await allEnded([fromZip, fromObject]).finally(target.close);
    await rename(unfinished.folder, folder);
    return { manifest, folder };
  } catch (error) {
    await rm(unfinished.folder, { recursive: true, force: true });
    throw error;
  }
}

/**
 * Puts the removed code back. A crash half-way leaves a browser that is a little less incomplete: wherever the code is not yet
 * back, there is still the trap.
 */
async function complete({ manifest, folder }: { manifest: PackManifest; folder: string }, fetchRange: FetchRange): Promise<void> {
  const { removed } = manifest;
  if (!removed) return;
  const target = await openRemoved(folder, removed);
  try {
    await unpackChunks(placed(removed.chunks), target, readFromObject(removed.object.key, fetchRange));
  } finally {
    await target.close();
  }
  await writeFile(join(folder, COMPLETE), '');
}
