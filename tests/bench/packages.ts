// The packages that are measured as they ship: ours, and the first form of it with the complete browser.
import { existsSync, readdirSync, statSync } from 'node:fs';
import { cp, mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fromBufferPromise } from 'yauzl';
import type { DesignVersions } from '../../card-schema/design-version.ts';
import type { PackManifest } from '../../edge/adapters/pack/pack-manifest.ts';
import { projectPath } from '../../project-path.ts';
import { runProgram } from '../../tools/run-program.ts';

const project = projectPath();
const cache = projectPath('node_modules/.cache/edgecard/bench');

export interface BuiltPackage {
  readonly zip: string;
  readonly zipBytes: number;
  /** Files for the picture bucket, by key. */
  readonly objects: Readonly<Record<string, string>>;
  readonly designVersions: DesignVersions;
  readonly manifest: PackManifest;
}

export interface Packages {
  readonly ours: BuiltPackage;
  /** The same as ours where that has the complete browser. */
  readonly complete: BuiltPackage;
}

export interface PackagesOptions {
  /** False: what is there is measured, however old. */
  readonly build: boolean;
  readonly progress: (line: string) => void;
}

/** What `npm run package` leaves behind. */
const MADE = ['.serverless', 'dist/pack', 'dist/upload'];
/** What it is made of. */
const SOURCES = [
  'card-schema',
  'card-site',
  'edge',
  'infra',
  'local/browser',
  'tools/pack',
  'tools/package',
  'package-lock.json',
  'serverless.yml',
  'tsconfig.json',
];

const COMPLETE = join(cache, 'complete-package');
const ASIDE = join(cache, 'own-package');

export async function preparePackages({ build, progress }: PackagesOptions): Promise<Packages> {
  if (build && !isFresh(project)) await npmPackage([], progress);
  const ours = await readPackage(project);
  if (!ours.manifest.removed) return { ours, complete: ours };
  if (build && !isFresh(COMPLETE)) await packageComplete(progress);
  const complete = await readPackage(COMPLETE);
  if (JSON.stringify(complete.designVersions) !== JSON.stringify(ours.designVersions))
    throw new Error('The package with the complete browser is of another build: run the bench without --keep-package.');
  return { ours, complete };
}

/** Makes the first form in the place of ours, keeps it, and puts ours back. */
async function packageComplete(progress: PackagesOptions['progress']): Promise<void> {
  await copyMade(project, ASIDE);
  try {
    await npmPackage(['--pack', 'complete'], progress);
    await copyMade(project, COMPLETE);
  } finally {
    await copyMade(ASIDE, project);
    await rm(ASIDE, { recursive: true, force: true });
  }
}

async function copyMade(from: string, to: string): Promise<void> {
  for (const path of MADE) {
    await rm(join(to, path), { recursive: true, force: true });
    await mkdir(join(to, path), { recursive: true });
    await cp(join(from, path), join(to, path), { recursive: true, preserveTimestamps: true });
  }
}

async function npmPackage(more: readonly string[], progress: PackagesOptions['progress']): Promise<void> {
  progress(`packaging${more.length > 0 ? ` (${more.join(' ')})` : ''}: a minute or two the first time`);
  const code = await runProgram(process.execPath, [projectPath('tools/package/package.ts'), ...more], { stdout: 'ignore' });
  if (code !== 0) throw new Error(`npm run package ${more.join(' ')} failed (${code}); its complaint is above.`);
}

function isFresh(folder: string): boolean {
  const zip = join(folder, '.serverless/originResponse.zip');
  return existsSync(zip) && statSync(zip).mtimeMs > Math.max(...SOURCES.map((path) => newest(projectPath(path))));
}

function newest(path: string): number {
  if (!existsSync(path)) return 0;
  const about = statSync(path);
  if (!about.isDirectory()) return about.mtimeMs;
  return Math.max(0, ...readdirSync(path).map((name) => newest(join(path, name))));
}

export async function readPackage(folder: string): Promise<BuiltPackage> {
  const zip = join(folder, '.serverless/originResponse.zip');
  if (!existsSync(zip))
    throw new Error('There is no package to measure: run npm run package, or the bench without --keep-package.');
  const packs = join(folder, 'dist/upload/pictures/packs');
  const names = existsSync(packs) ? readdirSync(packs) : [];
  const bytes = await readFile(zip);
  return {
    zip,
    zipBytes: bytes.length,
    objects: Object.fromEntries(names.map((name) => [`packs/${name}`, join(packs, name)])),
    designVersions: (await jsonIn(bytes, 'dist/design-versions.json')) as DesignVersions, // our own build
    manifest: (await jsonIn(bytes, 'dist/pack/manifest.json')) as PackManifest, // and this
  };
}

async function jsonIn(zip: Buffer, name: string): Promise<unknown> {
  const archive = await fromBufferPromise(zip, { lazyEntries: true });
  for await (const entry of archive.eachEntry()) {
    if (entry.fileName !== name) continue;
    const parts: Buffer[] = [];
    for await (const part of await archive.openReadStreamPromise(entry)) parts.push(part as Buffer);
    return JSON.parse(Buffer.concat(parts).toString());
  }
  throw new Error(`The package holds no ${name}.`);
}
