/// <reference path="./subset-font.d.ts" />
// The files of a family of font-families.ts, each with the characters that it is used for.
import { createHash } from 'node:crypto';
import { existsSync, statSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import subsetFont from 'subset-font';
import { projectPath } from '../../project-path.ts';
import { codePointsOf, parseRanges, type Range, writeRanges } from './font-coverage.ts';
import { type FontFamily, HAN_PUNCTUATION, STACK_FAMILIES } from './font-families.ts';

const modules = projectPath('node_modules');
const cache = join(modules, '.cache/edgecard');

export interface FontChunk {
  readonly codePoints: readonly number[];
  /** For weight 400 and 700; the same twice where the family has one file for both. */
  readonly files: readonly [regular: string, bold: string];
}

type Source = Pick<FontChunk, 'files'> & { readonly ranges: readonly Range[] };

const EVERYTHING: readonly Range[] = [[0, 0x10ffff]];
/** Subsets that other families have already. */
const NOT_NEEDED = /^(latin|latin-ext|cyrillic|cyrillic-ext|greek|greek-ext|vietnamese)$/;
/** Where extension A begins; what stands before is of other scripts. */
const FIRST_HAN = 0x3400;
/** Fonts for Han have HAN_PUNCTUATION in the subset for Latin. */
const HAN = /noto-sans-(sc|tc|jp|kr|hk)$/;
/** This font has one subset for all that it has. */
const LATIN_IS_ALL = /noto-sans-math$/;

const found = new Map<string, Promise<readonly FontChunk[]>>();

export function fontChunks(family: FontFamily): Promise<readonly FontChunk[]> {
  const chunks = found.get(family.family) ?? readChunks(family);
  found.set(family.family, chunks);
  return chunks;
}

async function readChunks(family: FontFamily): Promise<readonly FontChunk[]> {
  if (family.rare) return rareChunks(family);
  const sources = await sourcesOf(family);
  const recipe = JSON.stringify(
    sources.map(({ ranges, files: [file] }) => [ranges, relative(modules, file), statSync(file).size]),
  );
  const characters = await cached(family.package, recipe, () =>
    Promise.all(sources.map(({ files, ranges }) => codePointsOf({ file: files[0], ranges }))),
  );
  const { only = () => true } = family;
  return sources
    .map(({ files }, at) => ({ files, codePoints: (characters[at] ?? []).filter(only) }))
    .filter(({ codePoints }) => codePoints.length > 0);
}

async function sourcesOf({ package: name, files }: FontFamily): Promise<readonly Source[]> {
  const folder = join(modules, name);
  if (files) return [{ files: pairOf(files.map((file) => join(folder, file))), ranges: EVERYTHING }];
  if (name.startsWith('@expo-google-fonts/')) return [{ files: await wholeFiles(folder), ranges: EVERYTHING }];
  const subsets = JSON.parse(await readFile(join(folder, 'unicode.json'), 'utf8')) as Readonly<Record<string, string>>;
  return Object.entries(subsets).flatMap(([subset, written]) => {
    const ranges = rangesOf(name, subset, written);
    const label = subset.replace(/[[\]]/g, '');
    const plainName = name.slice(name.indexOf('/') + 1);
    const weights = name.startsWith('@fontsource-variable/') ? ['wght'] : ['400', '700'];
    const all = weights.map((weight) => join(folder, `files/${plainName}-${label}-${weight}-normal.woff2`));
    const there = all.filter((file) => existsSync(file));
    return ranges && there.length > 0 ? [{ files: pairOf(there), ranges }] : [];
  });
}

function rangesOf(name: string, subset: string, written: string): readonly Range[] | undefined {
  if (!NOT_NEEDED.test(subset)) return parseRanges(written);
  if (LATIN_IS_ALL.test(name)) return EVERYTHING;
  if (subset !== 'latin' || !HAN.test(name)) return undefined;
  return Array.from(HAN_PUNCTUATION, (character) => [character.codePointAt(0) ?? 0, character.codePointAt(0) ?? 0] as const);
}

/** The one TrueType file in a folder named after the weight. */
async function wholeFiles(folder: string): Promise<FontChunk['files']> {
  const weights = ['400Regular', '700Bold'].filter((weight) => existsSync(join(folder, weight)));
  const files = weights.map(async (weight) => {
    const [name = ''] = (await readdir(join(folder, weight))).filter((file) => file.endsWith('.ttf'));
    return join(folder, weight, name);
  });
  return pairOf(await Promise.all(files));
}

function pairOf([regular = '', bold = regular]: readonly string[]): FontChunk['files'] {
  return [regular, bold];
}

/** What a whole font has and the subsets of the stack lack, by 256 code points, as TrueType: packing them better takes a minute. */
async function rareChunks(family: FontFamily): Promise<readonly FontChunk[]> {
  const [whole] = await sourcesOf(family);
  if (!whole) return [];
  const common = new Set<number>();
  for (const other of STACK_FAMILIES)
    for (const { codePoints } of await fontChunks(other)) for (const each of codePoints) common.add(each);
  const [all = []] = await cached(family.package, 'whole', async () => [
    await codePointsOf({ file: whole.files[0], ranges: EVERYTHING }),
  ]);
  const { only = (codePoint) => codePoint >= FIRST_HAN } = family;
  const blocks = new Map<number, number[]>();
  for (const codePoint of all) {
    if (!only(codePoint) || common.has(codePoint)) continue;
    const block = blocks.get(codePoint >> 8) ?? [];
    blocks.set(codePoint >> 8, block);
    block.push(codePoint);
  }
  const fonts = new Map<string, Promise<Buffer>>();
  const chunks: FontChunk[] = [];
  for (const codePoints of blocks.values()) {
    const cut = (file: string) => cutFont(file, family, codePoints, fonts);
    chunks.push({ codePoints, files: [await cut(whole.files[0]), await cut(whole.files[1])] });
  }
  return chunks;
}

async function cutFont(
  file: string,
  { package: name }: FontFamily,
  codePoints: readonly number[],
  fonts: Map<string, Promise<Buffer>>,
): Promise<string> {
  const hash = (await hashOf(name, `${file.slice(modules.length)} ${writeRanges(codePoints)}`)).slice(0, 8);
  const block = ((codePoints[0] ?? 0) >> 8).toString(16);
  const target = join(cache, `${file.replace(/^.*\/|\.ttf$/g, '').toLowerCase()}-${block}-${hash}.ttf`);
  if (existsSync(target)) return target;
  const font = fonts.get(file) ?? readFile(file);
  fonts.set(file, font);
  await writeWhole(target, await subsetFont(await font, String.fromCodePoint(...codePoints), { targetFormat: 'truetype' }));
  return target;
}

/** Unpacking 450 files takes three seconds, which a page that waits for its modules would notice. */
async function cached<T>(name: string, recipe: string, make: () => Promise<T>): Promise<T> {
  const file = join(cache, `characters-${(await hashOf(name, recipe)).slice(0, 16)}.json`);
  try {
    return JSON.parse(await readFile(file, 'utf8')) as T; // written below
  } catch {
    const made = await make();
    await writeWhole(file, JSON.stringify(made));
    return made;
  }
}

/** Over all that can change what is read of a package. */
async function hashOf(name: string, recipe: string): Promise<string> {
  const sources = [
    join(modules, name, 'package.json'),
    join(modules, 'fontkit/package.json'),
    join(modules, 'subset-font/package.json'),
    join(import.meta.dirname, 'font-coverage.ts'),
  ];
  const hash = createHash('sha256').update(recipe);
  for (const source of sources) if (existsSync(source)) hash.update(await readFile(source));
  return hash.digest('hex');
}

async function writeWhole(file: string, content: string | Uint8Array): Promise<void> {
  await mkdir(cache, { recursive: true });
  const partial = `${file}.${process.pid}.${performance.now()}`;
  await writeFile(partial, content);
  await rename(partial, file);
}
