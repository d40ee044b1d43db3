// Copies of the project, in which `cards new` may write.
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, mkdir, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll } from '@jest/globals';
import { projectPath } from '../../../project-path.ts';
import type { Outcome } from '../../cli/run-cards.ts';
import { type TemporaryFolder, temporaryFolder } from '../../support/temporary-folder.ts';

const COPIED = [
  'card-schema',
  'card-site',
  'cloud',
  'edge',
  'infra',
  'local',
  'cli',
  'tools',
  'project-path.ts',
  'biome.json',
  'package.json',
  'tsconfig.json',
  '.gitignore',
];
/** Where `new` and `remove` write, and the tests edit. */
const WRITTEN_INTO = ['card-schema', 'card-site'];

export const CATALOGUE = 'card-schema/catalogue.ts';
export const COMPONENTS = 'card-site/src/cards/templates.tsx';

let whole: TemporaryFolder;
export let copy: string;

/**
 * The next test's copy, in the place of the former: by the place of a file, Node knows what it has compiled of it. Only what the
 * commands here write into is made again.
 */
export async function copyProject(): Promise<void> {
  copy = join(whole.path, 'copy');
  if (!existsSync(copy)) return copyProjectTo(copy);
  for (const path of WRITTEN_INTO) {
    await rm(join(copy, path), { recursive: true });
    await cp(projectPath(path), join(copy, path), { recursive: true });
  }
}

export async function copyProjectTo(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const path of COPIED) await cp(projectPath(path), join(folder, path), { recursive: true });
  await symlink(projectPath('node_modules'), join(folder, 'node_modules'));
}

export const run = (script: string, ...args: readonly string[]): Promise<Outcome> =>
  new Promise((resolve) => {
    const env = { ...process.env, NODE_COMPILE_CACHE: join(whole.path, 'compiled') };
    execFile(process.execPath, [join(copy, script), ...args], { cwd: copy, env }, (error, out, err) => {
      resolve({ code: error ? Number(error.code) : 0, out, err });
    });
  });
export const cards = (...args: readonly string[]) => run('cli/cards.ts', ...args);
export const tsc = () => run('node_modules/typescript/bin/tsc', '-p', 'card-site', '--pretty', 'false');
export const read = (path: string) => readFile(join(copy, path), 'utf8');
export const edit = async (path: string, from: string | RegExp, to: string) => {
  const before = await read(path);
  const after = before.replace(from, to);
  if (after === before) throw new Error(`${path} does not say ${from}.`);
  await writeFile(join(copy, path), after);
};

/** Every source of the copy with its text. */
export async function sources(): Promise<Readonly<Record<string, string>>> {
  const listed = await Promise.all(
    WRITTEN_INTO.map((folder) => readdir(join(copy, folder), { recursive: true, withFileTypes: true })),
  );
  const files = listed
    .flat()
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name));
  return Object.fromEntries(
    await Promise.all(files.map(async (file) => [file.slice(copy.length + 1), await readFile(file, 'utf8')])),
  );
}

/** Opens what the tests of a file share, and closes it. */
export function shareCopies(): void {
  beforeAll(async () => {
    whole = await temporaryFolder('new');
  });
  afterAll(() => whole.remove());
}
