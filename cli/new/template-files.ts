// What belongs to a template and to nothing else, and who else reads it.
import { execFile } from 'node:child_process';
import { existsSync, globSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, join, posix } from 'node:path';
import { promisify } from 'node:util';
import { componentFolder, schemaFile, wordsFile } from './starter-files.ts';

/** Files and folders of a template, by their paths in the project: those that are there. */
export function pathsOf(project: string, template: string): readonly string[] {
  const own = [schemaFile(template), wordsFile(template), componentFolder(template)];
  // No template's name has a hyphen.
  const golden = globSync(`tests/golden/${template}-*.jpg`, { cwd: project }).sort();
  return [...own.filter((path) => existsSync(join(project, path))), ...golden];
}

/** The same with the files of each folder in its place. */
export function filesOf(project: string, paths: readonly string[]): readonly string[] {
  return paths.flatMap((path) => {
    const inside = globSync(`${path}/**`, { cwd: project, withFileTypes: true }).filter((entry) => entry.isFile());
    return inside.length === 0
      ? [path]
      : inside.map(({ parentPath, name }) => join(parentPath, name).slice(project.length + 1)).sort();
  });
}

/** Imports of relative files, in any kind of import or export. */
const IMPORTED = /(?:from|import|import\() ?'(\.[^']+)'/g;

/** Sources that import one of the files, as `a.ts imports b.ts`; without those of the files themselves. */
export async function importersOf(
  project: string,
  files: readonly string[],
  without: readonly string[],
): Promise<readonly Importer[]> {
  const gone = new Set(files);
  const skipped = new Set([...files, ...without]);
  const sources = globSync('{card-schema,card-site,cli,cloud,edge,examples,local,tests,tools}/**/*.{ts,tsx}', {
    cwd: project,
    exclude: (path) => path === 'node_modules' || path.endsWith('/node_modules'),
  }).sort();
  const found = sources
    .filter((source) => !skipped.has(source))
    .map(async (source) => {
      const text = await readFile(join(project, source), 'utf8');
      const imports = [...text.matchAll(IMPORTED)].map(([, specifier = '']) => posix.join(dirname(source), specifier));
      return imports.filter((file) => gone.has(file)).map((file) => ({ source, file }));
    });
  return (await Promise.all(found)).flat();
}

export interface Importer {
  readonly source: string;
  /** What it imports. */
  readonly file: string;
}

export interface Uncommitted {
  /** Files that git could not bring back. */
  readonly files: readonly string[];
  /** Why git does not say, behind "because": then they may be all. */
  readonly unknown?: string;
}

const MAX_GIT_BYTES = 64e6;

export async function uncommitted(project: string, files: readonly string[]): Promise<Uncommitted> {
  try {
    const args = ['status', '--porcelain', '-z', '--no-renames', '--untracked-files=all', '--ignored=matching', '--', ...files];
    const options = { cwd: project, maxBuffer: MAX_GIT_BYTES, env: { ...process.env, LC_ALL: 'C' } };
    const { stdout } = await promisify(execFile)('git', args, options);
    const lines = stdout.split('\0').filter((line) => line !== '' && !/^.?D/.test(line));
    return { files: lines.map((line) => line.slice(3)) };
  } catch (error) {
    return { files: [], unknown: whyUnknown(error) };
  }
}

/** Such as a checkout of another owner, as in a container, or an archive without its history. */
function whyUnknown(error: unknown): string {
  const { code, stderr } = error as { readonly code?: unknown; readonly stderr?: unknown }; // as execFile throws it
  if (code === 'ENOENT') return 'git is not installed';
  const [first = ''] = typeof stderr === 'string' ? stderr.trim().split('\n') : [];
  return first === '' ? 'git has failed' : `git says “${first}”`;
}
