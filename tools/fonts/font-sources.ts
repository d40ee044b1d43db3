// Where the files of a family of font-families.ts lie in the packages that it comes from, each with the characters that it is used for.
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { codePointsOf, parseRanges, type Range } from '../../card-site/fonts/font-coverage.ts';
import { type FontFamily, HAN_PUNCTUATION, OWN_FONTS } from '../../card-site/fonts/font-families.ts';
import { projectPath } from '../../project-path.ts';

export interface SourceChunk {
  readonly codePoints: readonly number[];
  /** For weight 400 and 700; the same twice where the family has one file for both. */
  readonly files: readonly [regular: string, bold: string];
}

type Source = Pick<SourceChunk, 'files'> & { readonly ranges: readonly Range[] };

const EVERYTHING: readonly Range[] = [[0, 0x10ffff]];
/** Subsets that other families have already. */
const NOT_NEEDED = /^(latin|latin-ext|cyrillic|cyrillic-ext|greek|greek-ext|vietnamese)$/;
/** Fonts for Han have HAN_PUNCTUATION in the subset for Latin. */
const HAN = /noto-sans-(sc|tc|jp|kr|hk)$/;
/** This font has one subset for all that it has. */
const LATIN_IS_ALL = /noto-sans-math$/;

/** The folder of a package: those of whole fonts and of static subsets are installed here, the variable ones in the project. */
export function folderOf({ package: name }: FontFamily): string {
  if (name === OWN_FONTS) return projectPath(OWN_FONTS);
  return projectPath(name.startsWith('@fontsource-variable/') ? 'node_modules' : 'tools/fonts/node_modules', name);
}

export async function sourceChunks(family: FontFamily): Promise<readonly SourceChunk[]> {
  const { only = () => true } = family;
  const chunks = (await sourcesOf(family)).map(async ({ files, ranges }) => ({
    files,
    codePoints: (await codePointsOf({ file: files[0], ranges })).filter(only),
  }));
  return (await Promise.all(chunks)).filter(({ codePoints }) => codePoints.length > 0);
}

async function sourcesOf(family: FontFamily): Promise<readonly Source[]> {
  const { package: name, files } = family;
  const folder = folderOf(family);
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
export async function wholeFiles(folder: string): Promise<SourceChunk['files']> {
  const weights = ['400Regular', '700Bold'].filter((weight) => existsSync(join(folder, weight)));
  const files = weights.map(async (weight) => {
    const [name = ''] = (await readdir(join(folder, weight))).filter((file) => file.endsWith('.ttf'));
    return join(folder, weight, name);
  });
  return pairOf(await Promise.all(files));
}

function pairOf([regular = '', bold = regular]: readonly string[]): SourceChunk['files'] {
  return [regular, bold];
}
