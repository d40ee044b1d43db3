// Which characters the card site's own fonts can draw: what each font file has a glyph for, within the range that its
// @font-face is used for.
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { create, type Font } from 'fontkit';
import { projectPath } from '../../project-path.ts';
import { cardSiteGraph } from '../bundle/card-site-graph.ts';

export type Range = readonly [first: number, last: number];

/**
 * Font family → the code points of each of its files, as writeRanges() writes them. By file, because a letter and its marks stand
 * together only when one file has them all.
 */
export type FontCoverage = Readonly<Record<string, readonly string[]>>;

export async function fontCoverage(): Promise<FontCoverage> {
  const { shared, templates } = await cardSiteGraph();
  const sheets = [...new Set([...shared, ...Object.values(templates).flat()])].filter((path) => path.endsWith('.css'));
  const faces = sheets.sort().map(async (sheet) => {
    const folder = projectPath(dirname(sheet));
    return facesIn(await readFile(projectPath(sheet), 'utf8')).map((face) => ({ ...face, file: join(folder, face.file) }));
  });
  return coverageOf((await Promise.all(faces)).flat());
}

export interface Face {
  readonly family: string;
  readonly file: string;
  readonly ranges: readonly Range[];
}

export async function coverageOf(faces: readonly Face[]): Promise<FontCoverage> {
  const covered = new Map<string, string[]>();
  for (const face of faces) {
    const files = covered.get(face.family) ?? [];
    covered.set(face.family, files);
    const written = writeRanges(await codePointsOf(face));
    if (!files.includes(written)) files.push(written); // weights of one family have the same characters
  }
  return Object.fromEntries(covered);
}

/** What a file has a glyph for, of what it is used for. */
export async function codePointsOf({ file, ranges }: Pick<Face, 'file' | 'ranges'>): Promise<readonly number[]> {
  const font = create(await readFile(file)) as Font; // one font per file
  return font.characterSet.filter((codePoint) => ranges.some(([first, last]) => first <= codePoint && codePoint <= last));
}

/** The faces of a style sheet, with their files as it names them. */
export function facesIn(css: string): readonly Face[] {
  return [...css.matchAll(/@font-face\s*\{([^}]*)\}/g)].map(([, block = '']) => {
    const family = /font-family:\s*['"]?([^'";]+)/.exec(block)?.[1];
    const file = /url\(['"]?([^'")]+\.woff2)['"]?\)/.exec(block)?.[1];
    if (!family || !file) throw new Error(`An @font-face has no family or no woff2 file: ${block.trim()}`);
    return { family, file, ranges: parseRanges(/unicode-range:\s*([^;]+)/.exec(block)?.[1] ?? 'U+0-10FFFF') };
  });
}

export function parseRanges(text: string): readonly Range[] {
  return text.split(',').map((range) => {
    const [first = '', last = first] = range.trim().slice('U+'.length).split('-');
    return [Number.parseInt(first.replaceAll('?', '0'), 16), Number.parseInt(last.replaceAll('?', 'F'), 16)];
  });
}

/**
 * Ranges as gaps and lengths in base 36: `1s,3.p` = one number after a gap of 64, then 25 numbers after a gap of 3. The card site
 * reads them with readRanges().
 */
export function writeRanges(numbers: Iterable<number>): string {
  let behind = 0;
  return rangesOf(numbers)
    .map(([first, last]) => {
      const gap = (first - behind).toString(36);
      behind = last + 1;
      return last === first ? gap : `${gap}.${(last - first + 1).toString(36)}`;
    })
    .join(',');
}

function rangesOf(numbers: Iterable<number>): readonly Range[] {
  const ranges: [number, number][] = [];
  for (const number of [...new Set(numbers)].sort((a, b) => a - b)) {
    const open = ranges.at(-1);
    if (open && open[1] === number - 1) open[1] = number;
    else ranges.push([number, number]);
  }
  return ranges;
}
