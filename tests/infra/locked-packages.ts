// What the lock files of this repository say of packages.
import { readFileSync } from 'node:fs';
import { projectPath } from '../../project-path.ts';

const readJson = <T>(path: string) => JSON.parse(readFileSync(projectPath(path), 'utf8')) as T;

export interface Locked {
  readonly version: string;
  readonly integrity?: string;
  readonly resolved?: string;
  readonly link?: boolean;
  readonly license?: string;
  readonly hasInstallScript?: boolean;
}
export interface Manifest {
  readonly version: string;
  readonly license: string;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
  readonly allowScripts?: Readonly<Record<string, boolean>>;
  readonly workspaces?: readonly string[];
}

/** Each has a lock file of its own, which only the first one's `npm ci` reads. */
export const FOLDERS = ['.', 'tests/bench', 'tests/mutation', 'tools/fonts'] as const;

export const manifestOf = (folder: string) => readJson<Manifest>(`${folder}/package.json`);
export const lockOf = (folder: string) =>
  readJson<{ lockfileVersion: number; packages: Readonly<Record<string, Locked>> }>(`${folder}/package-lock.json`);
export const lockedIn = (folder: string) =>
  Object.entries(lockOf(folder).packages).filter(([path, entry]) => path !== '' && !isWorkspace(folder, path, entry));

/** A folder of this project, or npm's link to it. */
function isWorkspace(folder: string, path: string, { link, resolved }: Locked): boolean {
  return (manifestOf(folder).workspaces ?? []).includes(link ? (resolved ?? '') : path);
}
