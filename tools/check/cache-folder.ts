// Where checks keep what is not part of the project: in node_modules, or where nobody may write there in a folder of their own.
import { randomUUID } from 'node:crypto';
import { access, constants, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface CacheFolder {
  readonly path: string;
  /** Whether the next check finds what is in it. */
  readonly kept: boolean;
}

export async function openCache(project: string): Promise<CacheFolder> {
  const path = join(project, 'node_modules/.cache/check');
  try {
    await mkdir(path, { recursive: true });
    await access(path, constants.W_OK);
    return { path, kept: true };
  } catch {
    return { path: await mkdtemp(join(tmpdir(), 'edgecard-check-')), kept: false };
  }
}

/** Removes a folder that the next check does not find. */
export async function closeCache({ path, kept }: CacheFolder): Promise<void> {
  if (!kept) await rm(path, { recursive: true, force: true });
}

/** A file that is this check's alone, whichever others run. */
export function ownFile({ path }: CacheFolder, name: string): string {
  return join(path, `${randomUUID()}-${name}`);
}
