// Which packages are in the zips and on the card site: those of which a bundle holds code, their fonts, and the browser.
import { readdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { build } from 'esbuild';
import { FONT_PACKAGES } from '../../card-site/fonts/font-families.ts';
import { projectPath } from '../../project-path.ts';

const project = projectPath();

const { UNBUNDLED_FOLDERS } = createRequire(import.meta.url)('./unbundled-packages.cjs') as {
  readonly UNBUNDLED_FOLDERS: readonly string[];
}; // osls wants CommonJS

/**
 * Not bundled: the browser makes the pack, a plugin of the card site adds the fonts by script, and the functions of photos have files of
 * their own.
 */
const UNBUNDLED = [...['@sparticuz/chromium', ...FONT_PACKAGES].map((name) => `node_modules/${name}`), ...UNBUNDLED_FOLDERS];
const HANDLER_FOLDERS = ['edge', 'cloud'];
const PACKAGE = /node_modules\/(?:@[^/]+\/)?[^/]+/g;

export interface ShippedPackage {
  readonly name: string;
  readonly version: string;
  readonly license: string;
  /** The folder whose lock file has it, and its own in that. */
  readonly from: '.' | 'tools/fonts';
  readonly folder: string;
}

export type Lock = Readonly<Record<string, Pick<ShippedPackage, 'version' | 'license'>>>;

export async function shippedPackages(): Promise<readonly ShippedPackage[]> {
  const folders = new Set([...UNBUNDLED, ...(await bundledFolders())]);
  const [fonts, own] = await Promise.all([lockOf('tools/fonts'), lockOf('.')]);
  return Promise.all([...folders].sort().map((folder) => describePackage(folder, fonts, own)));
}

async function lockOf(folder: string): Promise<Lock> {
  return (JSON.parse(await readFile(projectPath(folder, 'package-lock.json'), 'utf8')) as { readonly packages: Lock }).packages;
}

async function bundledFolders(): Promise<readonly string[]> {
  const { metafile } = await build({
    absWorkingDir: project,
    entryPoints: [...(await handlers()), 'card-site/src/main.tsx'],
    bundle: true,
    external: ['virtual:*'], // the fonts by script
    splitting: true,
    write: false,
    metafile: true,
    outdir: 'out',
    format: 'esm',
    platform: 'node',
    jsx: 'automatic',
    mainFields: ['module', 'main'],
    define: { 'process.env.NODE_ENV': '"production"' },
    loader: { '.woff2': 'file', '.ttf': 'file', '.svg': 'file', '.jpg': 'file' },
    logLevel: 'silent', // its errors are thrown
  });
  const inputs = Object.values(metafile.outputs).flatMap(({ inputs }) => Object.entries(inputs));
  return inputs.flatMap(([path, { bytesInOutput }]) => {
    const inner = path.match(PACKAGE)?.at(-1);
    return bytesInOutput > 0 && inner ? [path.slice(path.indexOf('node_modules/'), path.lastIndexOf(inner) + inner.length)] : [];
  });
}

async function handlers(): Promise<readonly string[]> {
  const names = await Promise.all(
    HANDLER_FOLDERS.map(async (folder) => (await readdir(projectPath(folder))).map((name) => `${folder}/${name}`)),
  );
  // A factory next to a handler is in the bundle of its handler.
  return names.flat().filter((name) => name.endsWith('.ts') && !name.includes('/create-'));
}

/** As it is installed, or, where it is not on this computer, as its lock file has it. */
export async function describePackage(folder: string, fonts: Lock, own: Lock): Promise<ShippedPackage> {
  // Only copies of their files are here.
  if (fonts[folder]) return lockedPackage(folder, fonts[folder], 'tools/fonts');
  try {
    const manifest = JSON.parse(await readFile(projectPath(folder, 'package.json'), 'utf8')) as ShippedPackage;
    return { name: manifest.name, version: manifest.version, license: manifest.license, from: '.', folder };
  } catch (error) {
    // Machine code for Lambda, which npm installs on computers of the same kind alone. A stack without photos needs none of it.
    if (own[folder] && (error as NodeJS.ErrnoException).code === 'ENOENT') return lockedPackage(folder, own[folder], '.');
    throw error;
  }
}

function lockedPackage(folder: string, { version, license }: Lock[string], from: ShippedPackage['from']): ShippedPackage {
  return { name: folder.slice('node_modules/'.length), version, license, from, folder };
}
