// What lies among the builds and is needed no more. Cleaning up fails nothing: what cannot be removed stays for the next to try.
import { randomUUID } from 'node:crypto';
import { readdirSync, renameSync, statSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { isIdle, isMarked, markUsed, releaseBuild, removeDeadMarks } from './build-marks.ts';
import { removeDeadLock } from './process-lock.ts';

/** Kept whatever their age, so that going back to another branch builds nothing. */
export const MIN_KEPT_BUILDS = 3;

const BUILD = /^(card-site|studio)-[0-9a-f]{20}(-[0-9a-f]{8})?$/;
/** What a process has left half made, or half removed. */
const HALF_MADE = /^(partial|removed)-/;
/** A build's, or of the removal of one, see process-lock.ts. */
const LOCK = /\.lock(\.[0-9a-f]{12})?$/;
/** Next to the builds: where the only build lay once. */
const FORMER = ['card-site', 'studio'];

/** Their folders. */
export function newestFirst(builds: string): readonly string[] {
  const touchedMs = (folder: string) => statSync(folder, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  const dated = namesIn(builds, BUILD).map((name) => ({ folder: join(builds, name), ms: touchedMs(join(builds, name)) }));
  return dated.sort((a, b) => b.ms - a.ms).map(({ folder }) => folder);
}

/** Removes what nobody reads, nor has read lately, nor is among the newest; and what processes that were killed have left. */
export async function removeOldBuilds(keep: string, builds: string, remove = removeFolder): Promise<void> {
  const tryToRemove = (folder: string) => remove(folder).catch(() => {});
  const old = newestFirst(builds).slice(MIN_KEPT_BUILDS);
  for (const folder of old.filter((each) => basename(each) !== keep && isIdle(each))) {
    const removed = setAside(folder);
    if (!removed) continue;
    await tryToRemove(removed);
    releaseBuild(removed);
  }
  for (const name of namesIn(builds, HALF_MADE)) if (isIdle(join(builds, name))) await tryToRemove(join(builds, name));
  for (const name of FORMER) if (isIdle(join(dirname(builds), name))) await tryToRemove(join(dirname(builds), name));
  for (const name of namesIn(builds, LOCK)) removeDeadLock(join(builds, name));
  removeDeadMarks(builds);
}

/**
 * Takes a build's name away, so that nobody begins to read it any more; not if somebody has begun just now. Gives where it lies, which
 * is marked as in use: another process that cleans up would take it for abandoned, and remove what is given back to a reader.
 */
export function setAside(folder: string): string | undefined {
  const removed = join(dirname(folder), `removed-${randomUUID()}`);
  markUsed(removed);
  try {
    renameSync(folder, removed);
    if (!isMarked(folder)) return removed;
    renameSync(removed, folder);
  } catch {
    // Another process has removed it, or made it again meanwhile: then what is set aside goes with what is half made.
  }
  releaseBuild(removed);
  return undefined;
}

function removeFolder(folder: string): Promise<void> {
  return rm(folder, { recursive: true, force: true });
}

function namesIn(builds: string, pattern: RegExp): readonly string[] {
  return readdirSync(builds).filter((name) => pattern.test(name));
}
