// What a build was made of that its name does not count: the files of packages, which a patch changes without their version, and
// files elsewhere in the checkout or outside it. Each build lists them with their hashes, and is taken as long as they are the same.
import { createHash } from 'node:crypto';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { isAbsolute, join, relative, sep } from 'node:path';
import { projectPath } from '../../project-path.ts';
import { BUILT_FILES } from './built-files.ts';

/** A file system may count in steps of this size, and so say that a file is older than it is. */
const MAX_CLOCK_STEP_MS = 10;

export interface MadeOfOptions {
  /** Vite's names of modules are allowed: with a query, or virtual. */
  readonly files: readonly string[];
  /** Counted by the build's name already: paths in the project. */
  readonly named: ReadonlySet<string>;
  /** As Unix time: a file that changed since may have been read before it did. */
  readonly begunMs: number;
  /** Default: this project. */
  readonly project?: string;
}

/** Writes the list into a build, and gives 8 hex digits over it. Nothing when one of the files has changed meanwhile. */
export function writeMadeOf(
  folder: string,
  { files, named, begunMs, project = projectPath() }: MadeOfOptions,
): string | undefined {
  const hashes: [string, string][] = [];
  const paths = new Set(files.flatMap((file) => pathOf(file) ?? []).map((path) => relative(project, path).split(sep).join('/')));
  for (const path of [...paths].filter((each) => !named.has(each)).sort()) {
    const hash = hashOf(join(project, path));
    if (hash === undefined || changedSince(begunMs, join(project, path))) return undefined;
    hashes.push([path, hash]);
  }
  const text = JSON.stringify(Object.fromEntries(hashes));
  writeFileSync(join(folder, BUILT_FILES.madeOf), text);
  return sha256(text).slice(0, 8);
}

/** Whether all of them are as they were when the build was made. Takes some 20 ms. */
export function isMadeOfSame(folder: string, project = projectPath()): boolean {
  const text = readOrNothing(join(folder, BUILT_FILES.madeOf))?.toString();
  if (text === undefined) return false;
  const hashes = JSON.parse(text) as Readonly<Record<string, string>>; // as writeMadeOf() writes it
  return Object.entries(hashes).every(([path, hash]) => hashOf(join(project, path)) === hash);
}

/** The file that a module is read from, if it is one. */
function pathOf(module: string): string | undefined {
  const paths = [module, module.replace(/\?[^?]*$/, '')];
  return paths.find((path) => isAbsolute(path) && statSync(path, { throwIfNoEntry: false })?.isFile());
}

/** A time that is yet to come is of another clock, a file server's, and says nothing. */
function changedSince(ms: number, file: string): boolean {
  const { ctimeMs } = statSync(file);
  return ctimeMs > ms - MAX_CLOCK_STEP_MS && ctimeMs <= Date.now() + MAX_CLOCK_STEP_MS;
}

function hashOf(file: string): string | undefined {
  const content = readOrNothing(file);
  return content && sha256(content);
}

function readOrNothing(file: string): Buffer | undefined {
  try {
    return readFileSync(file);
  } catch {
    return undefined;
  }
}

function sha256(content: Uint8Array | string): string {
  return createHash('sha256').update(content).digest('hex');
}
