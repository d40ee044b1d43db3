// The folder of the package, and the tarball that npm makes of it.
import { execFile } from 'node:child_process';
import { copyFile, mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { BuiltFrom } from '../../card-schema/built-from.ts';
import { compileModules, type Modules, writeModules } from './emit-modules.ts';
import { packageReadme } from './package-readme.ts';

/** Small enough for any bundle and any edge runtime. A package that holds more than templates and texts has taken something along. */
const MAX_TARBALL_BYTES = 100_000;

export interface PackageOptions {
  /** The folder that holds main-site.ts and the workspace's package.json. */
  readonly schema: string;
  /** Where folder and tarball are written; emptied first. */
  readonly out: string;
  readonly name: string;
  readonly builtFrom: BuiltFrom;
  readonly license: string;
}

export interface MadePackage {
  readonly tarball: string;
  readonly bytes: number;
}

/** What the package takes over from the workspace. */
interface WorkspaceManifest {
  readonly description: string;
  readonly license: string;
  readonly engines: Readonly<Record<string, string>>;
  readonly dependencies: Readonly<Record<string, string>>;
}

export async function makePackage({ schema, out, name, builtFrom, license }: PackageOptions): Promise<MadePackage> {
  const folder = join(out, 'package');
  // First, so that the package of before stays where this fails.
  const modules = withBuild(compileModules(join(schema, 'main-site.ts')), builtFrom);
  await rm(out, { recursive: true, force: true });
  await writeModules(modules, join(folder, 'esm'));
  const workspace = JSON.parse(await readFile(join(schema, 'package.json'), 'utf8')) as WorkspaceManifest;
  await writeFile(join(folder, 'package.json'), `${JSON.stringify(manifestOf(workspace, name, builtFrom), null, 2)}\n`);
  await writeFile(join(folder, 'README.md'), packageReadme(name, builtFrom));
  await copyFile(license, join(folder, 'LICENSE'));
  return packFolder(folder, out);
}

/** In place of the module that holds nothing in the repository. */
function withBuild(modules: Modules, builtFrom: BuiltFrom): Modules {
  const path = 'built-from.js';
  if (!modules.has(path))
    throw new Error(`${path} is not a module of the package any more: nothing would say what it is built from.`);
  return new Map([...modules, [path, `export const BUILT_FROM = ${JSON.stringify(builtFrom, null, 2)};\n`]]);
}

function manifestOf(workspace: WorkspaceManifest, name: string, { version, commit }: BuiltFrom) {
  const { description, license, engines, dependencies } = workspace;
  const entry = { types: './esm/main-site.d.ts', default: './esm/main-site.js' };
  return {
    name,
    version,
    description: `${description} (built from ${commit})`,
    license,
    type: 'module',
    sideEffects: false,
    engines,
    exports: { '.': entry, './package.json': './package.json' },
    // For tools that do not know exports.
    main: entry.default,
    types: entry.types,
    files: ['esm'],
    dependencies,
  };
}

async function packFolder(folder: string, out: string): Promise<MadePackage> {
  await mkdir(out, { recursive: true });
  const args = ['pack', '--json', '--ignore-scripts', '--pack-destination', out];
  const { stdout } = await promisify(execFile)('npm', args, { cwd: folder });
  const [packed] = JSON.parse(stdout) as readonly { readonly filename: string }[]; // npm describes each package that it packed
  if (!packed) throw new Error('npm pack has packed nothing.');
  const tarball = join(out, packed.filename);
  const { size: bytes } = await stat(tarball);
  if (bytes > MAX_TARBALL_BYTES) throw new Error(`${tarball} has ${bytes} bytes, more than ${MAX_TARBALL_BYTES}.`);
  return { tarball, bytes };
}
