// What has been built: a folder for each build in dist/builds/, named by its inputs, made once and changed never again, so that any
// number of commands reads and makes builds at once. Decision: docs/decisions/0015-builds-named-by-their-inputs.md.
import { randomUUID } from 'node:crypto';
import { existsSync, renameSync, rmSync, statSync, utimesSync } from 'node:fs';
import { link, mkdir, readdir, rename } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { markUsed, releaseBuild } from './build-marks.ts';
import { madePath } from './made-path.ts';
import { MIN_KEPT_BUILDS, newestFirst, removeOldBuilds } from './old-builds.ts';
import { hasCode } from './process-mark.ts';

/** Default folder of the builds. */
export const buildsFolder = () => madePath('builds');

/** Their names are hashes of what they hold, and they are nearly all of a build's bytes. */
const FONT = /\.(woff2|ttf)$/;

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

/** As takeBuild(), for the newest build whose name begins so and that `isFresh`. */
export function findBuild(start: string, isFresh: (folder: string) => boolean, builds = buildsFolder()): string | undefined {
  if (!existsSync(builds)) return undefined;
  // Not marked before it is known to be fresh: the mark could not be taken off again, for this process may read that build already.
  for (const folder of newestFirst(builds)) {
    const isWanted = basename(folder).startsWith(start) && isFresh(folder);
    const taken = isWanted ? takeBuild(basename(folder), builds) : undefined;
    if (taken) return taken;
  }
  return undefined;
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
  const discard = () => {
    try {
      rmSync(partial, { recursive: true, force: true });
    } catch {
      // What has failed the build is what is reported; the next build removes the folder.
    }
  };
  process.once('exit', discard);
  markUsed(partial);
  try {
    await mkdir(partial);
    const name = await make(partial);
    if (name === undefined) return undefined;
    await shareFonts(partial, newestFirst(builds));
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
  const former = others.slice(0, MIN_KEPT_BUILDS).flatMap(assetsOf);
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

function sizeOf(file: string): number | undefined {
  return statSync(file, { throwIfNoEntry: false })?.size;
}
