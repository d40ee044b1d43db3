import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { TEMPLATE_NAMES, type TemplateName } from '../../card-schema/catalogue.ts';
import type { DesignVersions } from '../../card-schema/design-version.ts';
import { projectPath } from '../../project-path.ts';
import { FONT_TABLE } from '../fonts/font-files.ts';
import { cardSiteGraph } from './card-site-graph.ts';

/** Files that no import reaches and that change pixels all the same. */
const ALSO_SHARED = [
  'card-site/index.html',

  'card-site/vite.config.ts',
  'card-site/fonts/emoji-font.ts',
  'card-site/fonts/font-coverage.ts',
  'card-site/fonts/font-families.ts',
  'card-site/fonts/font-files.ts',
  'card-site/fonts/script-fonts.ts',
  FONT_TABLE,
  'card-schema/fields.ts',
  'card-schema/picture-size.ts',
  'edge/core/drawing-settings.ts',
];

/** Packages whose version counts for all their files: the browser, and what builds the card site and reads its fonts. */
const PACKAGES = ['@sparticuz/chromium', 'vite', 'fontkit'];

/** Reads a file by its path in the project. */
export type ReadProjectFile = (path: string) => Promise<Uint8Array>;

/** Hashes, per template, everything that can change its pixels. The same on every machine. */
export async function designVersions(read: ReadProjectFile = (path) => readFile(projectPath(path))): Promise<DesignVersions> {
  const graph = await cardSiteGraph();
  const packages = await Promise.all(PACKAGES.map(async (name) => `${name} ${await versionOfPackage(name, read)}\n`));
  const hashes = new Map<string, Promise<string>>();
  const hashOf = (path: string) => {
    const hash = hashes.get(path) ?? read(path).then(sha256);
    hashes.set(path, hash);
    return hash;
  };

  async function versionOf(template: TemplateName): Promise<string> {
    const schema = `card-schema/templates/${template}.ts`;
    const files = [...new Set([...graph.shared, ...graph.templates[template], ...ALSO_SHARED, schema])];
    const named = files.map((path) => ({ path, name: nameOf(path) })).sort((a, b) => (a.name < b.name ? -1 : 1));
    const lines = await Promise.all(named.map(async ({ path, name }) => `${await hashOf(path)} ${name}\n`));
    return sha256([...packages, ...lines].join('')).slice(0, 12);
  }

  const versions = await Promise.all(TEMPLATE_NAMES.map(async (name) => [name, await versionOf(name)] as const));
  return Object.fromEntries(versions) as DesignVersions; // one entry per name
}

/** A package's file by its package, wherever the package manager has put that: pnpm has each in a folder of its own. */
export function nameOf(path: string): string {
  return path.slice(Math.max(0, path.lastIndexOf('node_modules/')));
}

async function versionOfPackage(name: string, read: ReadProjectFile): Promise<string> {
  const text = new TextDecoder().decode(await read(`node_modules/${name}/package.json`));
  return (JSON.parse(text) as { version: string }).version;
}

function sha256(content: Uint8Array | string): string {
  return createHash('sha256').update(content).digest('hex');
}
