// Which processes read a build: next to the builds a mark for each, `in-use/<build>.<process>`.
import { existsSync, mkdirSync, readdirSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { hasCode, type KeptMark, leaveMark, ownName, readLivingMark, removeFile } from './process-mark.ts';

const IN_USE = 'in-use';

/** A process that is about to read a build has touched its folder. */
const MIN_KEPT_MS = 10 * 60_000;
/** A stack in another container says each hour that it reads its build still, see local/stack/builds-in-use.ts. */
const MAX_READING_SILENT_MS = 24 * 60 * 60_000;

const ownMarks = new Map<string, KeptMark>();

/** Holds as long as this process lives, or until releaseBuild(). */
export function markUsed(folder: string): void {
  const marks = join(dirname(folder), IN_USE);
  try {
    const own = ownMarks.get(folder);
    if (own) {
      own.touch();
      return;
    }
    mkdirSync(marks, { recursive: true });
    // Not exclusive: what has this name is a dead process's, or of another copy of this module in this process.
    const mark = leaveMark(join(marks, `${basename(folder)}.${ownName()}`), 'reading a build', { exclusive: false });
    ownMarks.set(folder, mark);
  } catch (error) {
    // Where this process may not write, nobody removes a build but its owner.
    if (!hasCode(error, 'EACCES', 'EROFS', 'EPERM')) throw error;
  }
}

/** This process reads the build no more. */
export function releaseBuild(folder: string): void {
  ownMarks.get(folder)?.remove();
  ownMarks.delete(folder);
}

/** Whether no process reads it, nor has been about to lately. */
export function isIdle(folder: string): boolean {
  const touchedMs = statSync(folder, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  return Math.abs(Date.now() - touchedMs) > MIN_KEPT_MS && !isMarked(folder);
}

export function isMarked(folder: string): boolean {
  const names = marksIn(dirname(folder)).filter((name) => name.startsWith(`${basename(folder)}.`));
  return names.some((name) => readLivingMark(join(dirname(folder), IN_USE, name), MAX_READING_SILENT_MS));
}

/** Of processes that were killed. */
export function removeDeadMarks(builds: string): void {
  for (const file of marksIn(builds).map((name) => join(builds, IN_USE, name)))
    if (!readLivingMark(file, MAX_READING_SILENT_MS)) removeFile(file);
}

function marksIn(builds: string): readonly string[] {
  const marks = join(builds, IN_USE);
  return existsSync(marks) ? readdirSync(marks) : [];
}
