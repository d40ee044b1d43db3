// The name of a build: a hash over everything that decides what it holds. An input that is missing here is a build that is taken for
// fresh and is not, so whole folders count, whatever their files are for. What else a build turns out to be made of, such as the files
// of packages, it records itself, see made-of.ts. Node's version does not count: fonts and bundle are the same by each.
import { createHash, type Hash } from 'node:crypto';
import { type Dirent, readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { projectPath } from '../../project-path.ts';

/** `studio` is the static studio: the card site's inputs, and its own. */
export type BuildKind = 'card-site' | 'studio';

/** Of edge/ the page needs little, but the functions that are packaged with a build must be of one state with it. */
const FOLDERS = ['card-schema', 'card-site', 'edge'];
const FILES = ['project-path.ts', 'package.json', 'tsconfig.json'];

/** No card is drawn with it: a change of the studio leaves the card site's build as it is. */
const STUDIO = /^card-site\/studio(\/|\.html$)/;

/** What Vite looks for in the project's folder as well as in card-site/. */
const SETTINGS = /^(\.env|\.?postcss|tailwind\.config|\.?browserslist)/;

/** Read by size and time of change: the build itself holds them against the hashes in font-table.json, which count whole. */
const FONT = /^card-site\/fonts\/(files|noto)\//;

/** What editors write next to a file, and `cards new` before it renames. The hidden files that Vite reads are no such files. */
export const EDITOR_TEMP_FILE = /~$|^\.(?!env|postcssrc|browserslistrc)|\.(swp|swx|swo|partial|tmp)$|^#.*#$|^4913$/;

/** What each package manager writes down about what it has installed, all versions with it. */
const INSTALLED = ['.package-lock.json', '.pnpm/lock.yaml', '.yarn-state.yml', '.yarn-integrity'];

export interface InputsOptions {
  /** Default: this project. */
  readonly project?: string;
  readonly env?: Readonly<Record<string, string | undefined>>;
}

export interface BuildInputs {
  /** 20 hex digits. */
  readonly hash: string;
  /** Another one also when a file was written to and holds the same as before. */
  readonly stamp: string;
  /** Paths in the project of all files that the hash is over; not of packages. */
  readonly files: ReadonlySet<string>;
}

export function hashInputs(kind: BuildKind, options: InputsOptions = {}): string {
  return readInputs(kind, options).hash;
}

/** Takes some 70 ms. */
export function readInputs(kind: BuildKind, { project = projectPath(), env = process.env }: InputsOptions = {}): BuildInputs {
  const reading: Reading = {
    project,
    hash: createHash('sha256').update(`${kind}\n`),
    written: createHash('sha256'),
    files: new Set(),
  };
  const counts = (path: string) => kind === 'studio' || !STUDIO.test(path);
  const atTop = entriesIn(project).flatMap(({ name }) => (SETTINGS.test(name) ? [name] : []));
  for (const folder of FOLDERS) for (const path of filesBelow(project, folder)) if (counts(path)) addFile(reading, path);
  for (const path of [...FILES, ...atTop.sort()]) addFile(reading, path);
  addPackages(reading);
  // Vite puts them into a page that asks for them.
  for (const name of Object.keys(env).sort()) if (name.startsWith('VITE_')) reading.hash.update(`${name}=${env[name]}\n`);
  const hash = reading.hash.digest('hex').slice(0, 20);
  return { hash, stamp: `${hash} ${reading.written.digest('hex')}`, files: reading.files };
}

interface Reading {
  readonly project: string;
  readonly hash: Hash;
  /** Over the times at which the files were last written to, renamed or given other rights: no program can set those back. */
  readonly written: Hash;
  readonly files: Set<string>;
}

/** Adds a file, or that there is none. */
function addFile({ project, hash, written, files }: Reading, path: string): void {
  try {
    const { size, mtimeMs, ctimeMs } = statSync(join(project, path));
    written.update(`${ctimeMs}\n`);
    if (FONT.test(path)) hash.update(`${path} ${size} ${mtimeMs}\n`);
    else {
      const content = readFileSync(join(project, path));
      hash.update(`${path} ${content.length}\n`).update(content);
    }
    files.add(path);
  } catch {
    hash.update(`${path} none\n`);
  }
}

/** Versions for what a package manager has installed; for a package that is a link to elsewhere, what lies there. */
function addPackages(reading: Reading): void {
  const { project, hash } = reading;
  for (const name of INSTALLED) addFile(reading, `node_modules/${name}`);
  const { dependencies = {}, devDependencies = {} } = readJson(join(project, 'package.json')) as Dependencies;
  for (const name of Object.keys({ ...dependencies, ...devDependencies }).sort()) {
    const { version } = readJson(join(project, 'node_modules', name, 'package.json')) as { readonly version?: string };
    hash.update(`${name} ${version}\n`);
  }
  for (const folder of linkedFolders(project)) {
    for (const path of filesBelow(folder, '')) {
      const { size, mtimeMs } = statOf(join(folder, path));
      hash.update(`${path} ${size} ${mtimeMs}\n`);
    }
  }
}

interface Dependencies {
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}

/** As `npm link` makes them. Workspaces of this project are among its folders, and pnpm's links stay within node_modules. */
function linkedFolders(project: string): readonly string[] {
  const packages = join(project, 'node_modules');
  const entries = entriesIn(packages).flatMap((entry) =>
    entry.name.startsWith('@') ? entriesIn(join(packages, entry.name)) : [entry],
  );
  const homes = [packages, project].map((path) => `${realPath(path)}${sep}`);
  return entries
    .filter((entry) => entry.isSymbolicLink())
    .map(({ parentPath, name }) => realPath(join(parentPath, name)))
    .filter((target) => !homes.some((home) => target.startsWith(home)))
    .sort();
}

/** Files by their path in the project with `/`, sorted. A link counts as what it leads to. */
function filesBelow(project: string, folder: string, within: readonly string[] = []): readonly string[] {
  const path = join(project, folder);
  const real = realPath(path);
  if (within.includes(real)) return []; // a link to a folder around it
  return entriesIn(path)
    .filter(({ name }) => name !== 'node_modules' && name !== '.git' && !EDITOR_TEMP_FILE.test(name))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const child = join(path, entry.name);
      const isFolder = entry.isSymbolicLink() ? statOf(child).isFolder : entry.isDirectory();
      const name = relative(project, child).split(sep).join('/');
      return isFolder ? filesBelow(project, name, [...within, real]) : [name];
    });
}

function entriesIn(folder: string): readonly Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}

function statOf(path: string): { readonly isFolder: boolean; readonly size: number; readonly mtimeMs: number } {
  const stat = statSync(path, { throwIfNoEntry: false });
  return { isFolder: stat?.isDirectory() ?? false, size: stat?.size ?? -1, mtimeMs: stat?.mtimeMs ?? -1 };
}

function realPath(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}

function readJson(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return {};
  }
}
