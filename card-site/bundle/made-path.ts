// Where this project writes what it can make again: in dist/ and node_modules/.cache/, or, where nobody may write there (a checkout that
// is mounted read-only, or belongs to somebody else), in a folder of the user's own.
import { accessSync, constants, existsSync, lstatSync, mkdirSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { dirname, join } from 'node:path';
import { projectPath } from '../../project-path.ts';

export interface MadePathOptions {
  /** Default: this project. */
  readonly project?: string;
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly temporary?: string;
}

/** A path in dist/. */
export function madePath(...parts: readonly string[]): string {
  return join(madeFolder(), ...parts);
}

/** A path in node_modules/.cache/edgecard, which outlives `rm -rf dist`: for what takes long to make, and is there already. */
export function cachePath(name: string, options: MadePathOptions = {}): string {
  const { project = projectPath() } = options;
  const path = join(project, 'node_modules/.cache/edgecard', name);
  return existsSync(path) || isWritable(dirname(path)) ? path : join(madeFolder(options), 'cache', name);
}

/** Throws an Error with one sentence where there is no such place at all. */
export function madeFolder({ project = projectPath(), env = process.env, temporary = tmpdir() }: MadePathOptions = {}): string {
  const dist = join(project, 'dist');
  if (isWritable(dist)) return dist;
  const { XDG_CACHE_HOME, HOME } = env;
  const caches = XDG_CACHE_HOME || (HOME && join(HOME, '.cache'));
  if (caches && isWritable(join(caches, 'edgecard'))) return join(caches, 'edgecard');
  return ownFolder(join(temporary, `edgecard-${ownId()}`), `${dist}, ${caches || 'HOME'}`);
}

/** Whether it can be written, or made. */
function isWritable(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK | constants.X_OK);
    return true;
  } catch {
    return !existsSync(folder) && dirname(folder) !== folder && isWritable(dirname(folder));
  }
}

/** Anybody may have made a folder of this name among the temporary ones, and may go on writing to it. */
function ownFolder(folder: string, tried: string): string {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const { uid, mode } = lstatSync(folder);
    if (lstatSync(folder).isDirectory() && uid === ownId() && (mode & 0o022) === 0) return folder;
  } catch {
    // Said below.
  }
  throw new Error(
    `Nothing can be built, because none of these can be written: ${tried}, ${folder}. Make one of them writable, or set XDG_CACHE_HOME.`,
  );
}

/** Windows has none; there the folder of temporary files is the user's own. */
function ownId(): number {
  return process.getuid?.() ?? userInfo().uid;
}
