// The card site of the sources as they are now. What has been built of the same inputs is taken as it is.
import { basename, join } from 'node:path';
import { BuildError } from './build-error.ts';
import { buildInChildProcess } from './build-in-child-process.ts';
import { type BuildKind, hashInputs } from './build-inputs.ts';
import { buildsFolder, takeBuild } from './builds.ts';
import { type BuiltCardSite, readBuilt } from './built-files.ts';
import { withLock } from './process-lock.ts';

export interface BuildOptions {
  /** Ends a build under way. */
  readonly signal?: AbortSignal;
  /** Called when something has to be built, or is being built by another command, which takes seconds. */
  readonly onBuilding?: () => void;
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

async function buildOnce(kind: BuildKind, { signal, onBuilding }: BuildOptions): Promise<string> {
  let saysSo = onBuilding;
  for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt++) {
    const name = `${kind}-${hashInputs(kind)}`;
    const found = takeBuild(name);
    if (found) return found;
    saysSo?.();
    saysSo = undefined;
    // Twenty commands that need the same build wait for one of them, instead of taking twenty times its memory.
    const made = await withLock({ file: join(buildsFolder(), `${name}.lock`), work: 'a build', signal }, async () =>
      takeBuild(name) ? name : await buildInChildProcess(kind, signal),
    );
    const folder = made && takeBuild(basename(made));
    if (folder) return folder;
  }
  throw new BuildError('The sources change while they are built: build again when nothing writes to them any more.');
}
