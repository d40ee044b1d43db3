// The browser as it lies in the zip, from idle to ready: unpacked into scratch, and completed from S3 where that is needed.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CardError } from '../../../card-schema/errors.ts';
import { createFileTrust } from '../../core/file-trust.ts';
import { handledLater } from '../../core/handled-later.ts';
import { singleFlight } from '../../core/memo.ts';
import type { Log } from '../../core/ports.ts';
import type { Ending } from '../../core/retry.ts';
import { type BrowserFiles, browserFilesIn } from '../browser/browser-files.ts';
import type { FetchRange } from './fetch-chunks.ts';
import type { PackManifest } from './pack-manifest.ts';
import { returnLargeMemory } from './unpack.ts';
import {
  type FolderParts,
  finishUnpacking,
  folderOf,
  lacksCode,
  putCodeBack,
  startUnpacking,
  type Unpacked,
  type Unpacking,
} from './unpack-folder.ts';

export interface Pack {
  /**
   * Gives the unpacked browser; several callers share the work, which goes on when one of them cannot wait for its end. After a
   * failure the next call does it again. Throws CardError `pack_failed`.
   */
  files(fetchRange: FetchRange): Promise<BrowserFiles>;
  /**
   * How an attempt left a browser. After `missing code` files() completes the browser before it gives it, for the rest of the
   * sandbox's life; after crashes in a row it unpacks all files again.
   */
  ended(ending: Ending): void;
  /** Returns to the kernel what is free at the end of the heap: since the browser was unpacked, glibc keeps 24 MB of it and more. */
  returnFreeMemory(): void;
}

export interface PackParts extends FolderParts {
  readonly log: Log;
}

type PackState =
  /** Nothing is under way. A folder that is there is taken, unless browsers crashed in it. */
  | { readonly state: 'idle'; readonly isDistrusted: boolean }
  /** `finished` is there when nothing has to come from S3. */
  | { readonly state: 'unpacking'; readonly unpacking: Unpacking; readonly finished?: Promise<Unpacked> }
  | { readonly state: 'ready'; readonly unpacked: Unpacked }
  /** Code is missing that has been called: the next files() puts it back. */
  | { readonly state: 'incomplete'; readonly unpacked: Unpacked };

const IDLE: PackState = { state: 'idle', isDistrusted: false };

/** Starts at once to unpack what is in the zip: the function has other things to load and to ask for in the meantime. */
export function openPack(parts: PackParts): Pack {
  const trust = createFileTrust();
  let pack = startWithoutError(parts);

  async function unpack(fetchRange: FetchRange): Promise<Unpacked> {
    if (pack.state === 'idle') pack = start(parts, pack.isDistrusted);
    const before = pack;
    if (before.state === 'unpacking') {
      const unpacked = await (before.finished ?? finishUnpacking(before.unpacking, fetchRange));
      if (pack === before) pack = { state: 'ready', unpacked };
      return unpacked;
    }
    if (before.state === 'incomplete') {
      await putCodeBack(before.unpacked, parts, fetchRange);
      if (pack === before) pack = { state: 'ready', unpacked: before.unpacked };
    }
    return before.unpacked;
  }

  async function files(fetchRange: FetchRange): Promise<BrowserFiles> {
    try {
      const unpacked = await unpack(fetchRange);
      return browserFilesIn(unpacked.folder, { lacksCode: lacksCode(unpacked) });
    } catch (cause) {
      // Where code could not be put back, the next card may do without it.
      if (pack.state !== 'idle') pack = IDLE;
      if (cause instanceof CardError) throw cause;
      throw new CardError('pack_failed', 'The browser could not be unpacked.', { cause });
    }
  }

  return {
    files: singleFlight(files),
    ended(ending) {
      if (ending === 'missing code' && pack.state === 'ready' && lacksCode(pack.unpacked))
        pack = { state: 'incomplete', unpacked: pack.unpacked };
      if (trust(ending) === 'trusted') return;
      parts.log('files_distrusted');
      pack = { state: 'idle', isDistrusted: true };
    },
    returnFreeMemory: returnLargeMemory,
  };
}

/** Its error comes again, and is thrown, when the files are asked for. */
function startWithoutError(parts: PackParts): PackState {
  try {
    return start(parts, false);
  } catch {
    return IDLE;
  }
}

function start(parts: PackParts, isDistrusted: boolean): Exclude<PackState, { state: 'idle' }> {
  const manifest = JSON.parse(readFileSync(join(parts.packFolder, 'manifest.json'), 'utf8')) as PackManifest; // our own build wrote it
  const folder = folderOf(manifest, parts.scratch);
  if (!isDistrusted && existsSync(folder)) return { state: 'ready', unpacked: { manifest, folder } };
  const unpacking = startUnpacking(manifest, parts);
  if (manifest.object) return { state: 'unpacking', unpacking };
  // What needs nothing from S3 is finished also when no card is ever drawn: its files would stay open for nothing.
  return { state: 'unpacking', unpacking, finished: handledLater(finishUnpacking(unpacking, nothingInS3)) };
}

function nothingInS3(): Promise<never> {
  return Promise.reject(new CardError('pack_failed', 'A pack without an object has nothing in S3.'));
}
