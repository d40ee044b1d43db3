// What has been built: a folder for each build in dist/builds/, named by its inputs, made once and changed never again, so that any
// number of commands reads and makes builds at once. Decision: docs/decisions/0015-builds-named-by-their-inputs.md.
import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync, utimesSync } from 'node:fs';
import { link, mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { madePath } from './made-path.ts';
import { hasCode, type KeptMark, leaveMark, ownName, readLivingMark, removeFile } from './process-mark.ts';

/** Default folder of the builds. */
export const buildsFolder = () => madePath('builds');

/** Within the builds: a mark for each process that reads one, `<build>.<process>`. */
const IN_USE = 'in-use';

/** Kept whatever their age, so that going back to another branch builds nothing. */
const KEPT = 3;
/** Kept as well: a process that is about to read a build has touched it. */
const KEPT_FOR_MS = 10 * 60_000;
/** A stack in another container says each hour that it reads its build still, see local/stack/builds-in-use.ts. */
const MAX_SILENT_MS = 24 * 60 * 60_000;

const BUILD = /^(card-site|studio)-[0-9a-f]{20}(-[0-9a-f]{8})?$/;
/** Their names are hashes of what they hold, and they are nearly all of a build's bytes. */
const FONT = /\.(woff2|ttf)$/;

const ownMarks = new Map<string, KeptMark>();

/** The folder of a build, which stays as long as this process lives or until releaseBuild(). Nothing if there is none yet. */
export function takeBuild(name: string, builds = buildsFolder()): string | undefined {
  const folder = join(builds, name);
  if (!existsSync(folder)) return undefined;
  markUsed(folder); // first, for what removes builds looks for the mark last
  try {
    utimesSync(folder, new Date(), new Date());
    return folder;
  } catch (error) {
    if (existsSync(folder)) return folder; // a folder that nobody may write loses nothing
    releaseBuild(folder);
    if (hasCode(error, 'ENOENT')) return undefined;
    throw error;
  }
}

/** This process reads the build no more. */
export function releaseBuild(folder: string): void {
  ownMarks.get(folder)?.remove();
  ownMarks.delete(folder);
}

/**
 * Makes a build in a folder of its own, and gives it its name when it is whole. Of several that make the same one, the first wins.
 * `make` gives the name, or nothing when what it has made must not be kept.
 */
export async function keepBuild(
  make: (folder: string) => Promise<string | undefined>,
  builds = buildsFolder(),
): Promise<string | undefined> {
  await mkdir(builds, { recursive: true });
  const partial = join(builds, `partial-${randomUUID()}`);
  const discard = () => rmSync(partial, { recursive: true, force: true });
  process.once('exit', discard);
  markUsed(partial);
  try {
    await mkdir(partial);
    const name = await make(partial);
    if (name === undefined) return undefined;
    await shareFonts(partial, await newestFirst(builds));
    nameBuild(partial, join(builds, name));
    await removeOldBuilds(name, builds);
    return name;
  } finally {
    process.off('exit', discard);
    discard();
    releaseBuild(partial);
  }
}

/** Not in the background: a signal would empty the folder at the exit, and what is left of it would still get the name of a whole build. */
function nameBuild(partial: string, folder: string): void {
  try {
    renameSync(partial, folder);
  } catch (error) {
    if (!existsSync(folder)) throw error;
  }
}

/** Equal fonts are one file on the disk: a build has 46 MB of them, and the studio makes one with every change that is saved. */
async function shareFonts(folder: string, others: readonly string[]): Promise<void> {
  const [own] = assetsOf(folder);
  const former = others.slice(0, KEPT).flatMap(assetsOf);
  if (!own || former.length === 0) return;
  for (const name of (await readdir(own)).filter((each) => FONT.test(each))) {
    const size = sizeOf(join(own, name));
    const equal = former.map((assets) => join(assets, name)).find((file) => sizeOf(file) === size);
    if (!equal) continue;
    const linked = join(folder, name);
    // Not on every file system, nor as often as one likes: then it stays a file of its own.
    await link(equal, linked).then(
      () => rename(linked, join(own, name)),
      () => {},
    );
  }
}

function assetsOf(folder: string): readonly string[] {
  return ['card-site/assets', 'studio/assets'].map((path) => join(folder, path)).filter((path) => existsSync(path));
}

/** Removes what nobody reads, nor has read lately, nor is among the newest; and what a process has left half made. */
async function removeOldBuilds(keep: string, builds: string): Promise<void> {
  const old = (await newestFirst(builds)).slice(KEPT).filter((folder) => basename(folder) !== keep && isIdle(folder));
  for (const folder of old) {
    const removed = join(builds, `removed-${randomUUID()}`);
    await rename(folder, removed).catch(() => {});
    // Somebody may have begun to read it just now.
    if (isMarked(folder)) await rename(removed, folder).catch(() => {});
    await rm(removed, { recursive: true, force: true });
  }
  const halfMade = (await readdir(builds)).filter((name) => /^(partial|removed)-/.test(name)).map((name) => join(builds, name));
  for (const folder of halfMade.filter(isIdle)) await rm(folder, { recursive: true, force: true });
  removeDeadMarks(builds);
}

async function newestFirst(builds: string): Promise<readonly string[]> {
  const folders = (await readdir(builds)).filter((name) => BUILD.test(name)).map((name) => join(builds, name));
  const dated = await Promise.all(
    folders.map(async (folder) => ({ folder, ms: (await stat(folder).catch(() => undefined))?.mtimeMs ?? 0 })),
  );
  return dated.sort((a, b) => b.ms - a.ms).map(({ folder }) => folder);
}

function isIdle(folder: string): boolean {
  const touchedMs = statSync(folder, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  return Math.abs(Date.now() - touchedMs) > KEPT_FOR_MS && !isMarked(folder);
}

function isMarked(folder: string): boolean {
  const names = marksIn(dirname(folder)).filter((name) => name.startsWith(`${basename(folder)}.`));
  return names.some((name) => readLivingMark(join(dirname(folder), IN_USE, name), MAX_SILENT_MS));
}

/** Of processes that were killed. */
function removeDeadMarks(builds: string): void {
  for (const file of marksIn(builds).map((name) => join(builds, IN_USE, name)))
    if (!readLivingMark(file, MAX_SILENT_MS)) removeFile(file);
}

function marksIn(builds: string): readonly string[] {
  const marks = join(builds, IN_USE);
  return existsSync(marks) ? readdirSync(marks) : [];
}

function markUsed(folder: string): void {
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

function sizeOf(file: string): number | undefined {
  return statSync(file, { throwIfNoEntry: false })?.size;
}
