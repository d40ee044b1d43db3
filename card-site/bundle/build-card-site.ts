// The card site of the sources as they are now. What has been built of the same inputs is taken as it is.
import { basename, join } from 'node:path';
import { BuildError } from './build-error.ts';
import { buildInChildProcess } from './build-in-child-process.ts';
import { type BuildKind, hashInputs } from './build-inputs.ts';
import { buildsFolder, findBuild, takeBuild } from './builds.ts';
import { type BuiltCardSite, readBuilt } from './built-files.ts';
import { isMadeOfSame } from './made-of.ts';
import { withLock } from './process-lock.ts';

export interface BuildOptions {
  /** Ends a build under way. */
  readonly signal?: AbortSignal;
}

/** Sources that never come to rest are not waited for. */
const MAX_ATTEMPTS = 5;

/** Throws a BuildError whose message is what the build complained of. */
export async function buildCardSite(options: BuildOptions = {}): Promise<BuiltCardSite> {
  return readBuilt(await buildOnce('card-site', options));
}

/** Gives the folder of the static studio: studio.html, and everything else in assets/. */
export async function buildStudio(options: BuildOptions = {}): Promise<string> {
  return join(await buildOnce('studio', options), 'studio');
}

/** Whether a build would come out as this one, which has been taken before. */
export function isStillBuilt({ folder }: Pick<BuiltCardSite, 'folder'>): boolean {
  return basename(folder).startsWith(`card-site-${hashInputs('card-site')}-`) && isMadeOfSame(folder);
}

async function buildOnce(kind: BuildKind, { signal }: BuildOptions): Promise<string> {
  for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt++) {
    const start = `${kind}-${hashInputs(kind)}`;
    const find = () => findBuild(`${start}-`, isMadeOfSame);
    const found = find();
    if (found) return found;
    // Twenty commands that need the same build wait for one of them, instead of taking twenty times its memory.
    const made = await withLock({ file: join(buildsFolder(), `${start}.lock`), work: 'a build', signal }, async () => {
      const foundNow = find();
      if (foundNow) return foundNow;
      const name = await buildInChildProcess(kind, signal);
      return name && takeBuild(name);
    });
    if (made) return made;
  }
  throw new BuildError('The sources change while they are built: build again when nothing writes to them any more.');
}
