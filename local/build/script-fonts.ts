// A plugin for Vite that gives the card site its fonts for other scripts than Latin, Greek and Cyrillic, and says which characters
// they and the emoji font have. As @font-face rules they would be 0.9 MB of style sheet for every card; as tables of their own they
// cost a card only what its texts need.
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Plugin } from 'vite';
import { emojiCodePoints } from './emoji-font.ts';
import { codePointsOf, parseRanges, writeRanges } from './font-coverage.ts';

const modules = join(import.meta.dirname, '../../node_modules');
const cache = join(modules, '.cache/edgecard');

/** Font family → its package. To add one, name it here and in the stack of src/stage.css. */
export const SCRIPT_FONTS = {
  'Noto Sans Arabic': '@fontsource/noto-sans-arabic',
  'Noto Sans Hebrew': '@fontsource/noto-sans-hebrew',
  'Noto Sans Devanagari': '@fontsource/noto-sans-devanagari',
  'Noto Sans Bengali': '@fontsource/noto-sans-bengali',
  'Noto Sans Tamil': '@fontsource/noto-sans-tamil',
  'Noto Sans Thai': '@fontsource/noto-sans-thai',
  'Noto Sans SC': '@fontsource/noto-sans-sc',
  'Noto Sans TC': '@fontsource/noto-sans-tc',
  'Noto Sans JP': '@fontsource/noto-sans-jp',
  'Noto Sans KR': '@fontsource/noto-sans-kr',
} as const;

const WEIGHTS = [400, 700] as const;
/** Subsets that other families have already. */
const NOT_NEEDED = /^(latin|latin-ext|cyrillic|cyrillic-ext|greek|greek-ext|vietnamese)$/;

/** The module that names all families, and those with the files of each one. */
const ALL = 'virtual:script-fonts';
const ONE = `${ALL}/`;

interface Chunk {
  readonly codePoints: readonly number[];
  readonly files: readonly string[];
}

export function scriptFonts(): Plugin {
  let building = false;
  return {
    name: 'script-fonts',
    configResolved({ command }) {
      building = command === 'build';
    },
    resolveId: (id) => (id === ALL || id.startsWith(ONE) ? `\0${id}` : undefined),
    async load(id) {
      if (id === `\0${ALL}`) return moduleOfAll();
      if (!id.startsWith(`\0${ONE}`)) return undefined;
      const chunks = await chunksOf(`@fontsource/${id.slice(ONE.length + 1)}`);
      const table = await Promise.all(
        chunks.map(async ({ codePoints, files }) => {
          const addresses = files.map(async (file) => {
            if (!building) return `/@fs${file}`;
            const { fileName, source } = await asset(file);
            this.emitFile({ type: 'asset', fileName, source });
            return `/${fileName}`;
          });
          return [writeRanges(codePoints), ...(await Promise.all(addresses))];
        }),
      );
      return `export const FILES = ${JSON.stringify(table)};`;
    },
  };
}

/** Of each family only in which blocks of 256 characters it has any: enough to know when its table is worth loading. */
async function moduleOfAll(): Promise<string> {
  const families = Object.entries(SCRIPT_FONTS).map(async ([family, name]) => {
    const blocks = (await chunksOf(name)).flatMap(({ codePoints }) => codePoints.map((codePoint) => codePoint >> 8));
    const table = `${ONE}${name.slice('@fontsource/'.length)}`;
    return `${JSON.stringify(family)}: { blocks: ${JSON.stringify(writeRanges(blocks))}, load: () => import(${JSON.stringify(table)}) }`;
  });
  return `export const FAMILIES = {\n${(await Promise.all(families)).join(',\n')}\n};
export const EMOJI = ${JSON.stringify(writeRanges(await emojiCodePoints()))};`;
}

const read = new Map<string, Promise<readonly Chunk[]>>();

function chunksOf(name: string): Promise<readonly Chunk[]> {
  const chunks = read.get(name) ?? readChunks(name);
  read.set(name, chunks);
  return chunks;
}

/** A family's files, each with the characters that it is used for: those of its range that it has a glyph for. */
async function readChunks(name: string): Promise<readonly Chunk[]> {
  const folder = join(modules, name);
  const plainName = name.slice('@fontsource/'.length);
  const subsets = JSON.parse(await readFile(join(folder, 'unicode.json'), 'utf8')) as Readonly<Record<string, string>>;
  const chunks = Object.entries(subsets).map(([subset, ranges]) => {
    const label = subset.replace(/[[\]]/g, '');
    const files = WEIGHTS.map((weight) => join(folder, `files/${plainName}-${label}-${weight}-normal.woff2`));
    return { subset, ranges: parseRanges(ranges), files, file: files[0] ?? '' };
  });
  const needed = chunks.filter(({ subset, file }) => !NOT_NEEDED.test(subset) && existsSync(file));
  const found = await cached(name, needed.map(({ subset }) => subset).join(), () => Promise.all(needed.map(codePointsOf)));
  return needed
    .map(({ files }, at) => ({ files, codePoints: found[at] ?? [] }))
    .filter(({ codePoints }) => codePoints.length > 0);
}

/** Unpacking 450 files takes three seconds, which a page that waits for its modules would notice. */
async function cached<T>(name: string, recipe: string, make: () => Promise<T>): Promise<T> {
  const sources = [
    join(modules, name, 'package.json'),
    join(modules, 'fontkit/package.json'),
    join(import.meta.dirname, 'font-coverage.ts'),
  ];
  const hash = createHash('sha256').update(recipe);
  for (const source of sources) hash.update(await readFile(source));
  const file = join(cache, `characters-${hash.digest('hex').slice(0, 16)}.json`);
  try {
    return JSON.parse(await readFile(file, 'utf8')) as T; // written below
  } catch {
    const made = await make();
    await mkdir(cache, { recursive: true });
    const partial = `${file}.${process.pid}`;
    await writeFile(partial, JSON.stringify(made));
    await rename(partial, file);
    return made;
  }
}

async function asset(file: string): Promise<{ fileName: string; source: Uint8Array }> {
  const source = await readFile(file);
  const hash = createHash('sha256').update(source).digest('hex').slice(0, 8);
  return { fileName: `assets/${file.replace(/^.*\/|\.woff2$/g, '')}-${hash}.woff2`, source };
}
