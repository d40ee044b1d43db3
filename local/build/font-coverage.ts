// Which characters the card site's own fonts can draw: what each font file has a glyph for, within the range that its
// @font-face is used for.
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { create, type Font } from 'fontkit';
import { cardSiteGraph } from './card-site-graph.ts';

const project = join(import.meta.dirname, '../..');

export type Range = readonly [first: number, last: number];

/** Font family → ranges of code points, ascending. */
export type FontCoverage = Readonly<Record<string, readonly Range[]>>;

export async function fontCoverage(): Promise<FontCoverage> {
  const { shared, templates } = await cardSiteGraph();
  const sheets = [...new Set([...shared, ...Object.values(templates).flat()])].filter((path) => path.endsWith('.css'));
  const faces = sheets.sort().map(async (sheet) => {
    const folder = join(project, dirname(sheet));
    return facesIn(await readFile(join(project, sheet), 'utf8')).map((face) => ({ ...face, file: join(folder, face.file) }));
  });
  return coverageOf((await Promise.all(faces)).flat());
}

export interface Face {
  readonly family: string;
  readonly file: string;
  readonly ranges: readonly Range[];
}

export async function coverageOf(faces: readonly Face[]): Promise<FontCoverage> {
  const covered = new Map<string, Set<number>>();
  for (const { family, file, ranges } of faces) {
    const font = create(await readFile(file)) as Font; // one font per file
    const codePoints = covered.get(family) ?? new Set();
    for (const codePoint of font.characterSet) if (contains(ranges, codePoint)) codePoints.add(codePoint);
    covered.set(family, codePoints);
  }
  return Object.fromEntries([...covered].map(([family, codePoints]) => [family, rangesOf(codePoints)]));
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

function parseRanges(text: string): readonly Range[] {
  return text.split(',').map((range) => {
    const [first = '', last = first] = range.trim().slice('U+'.length).split('-');
    return [Number.parseInt(first.replaceAll('?', '0'), 16), Number.parseInt(last.replaceAll('?', 'F'), 16)];
  });
}

function contains(ranges: readonly Range[], codePoint: number): boolean {
  return ranges.some(([first, last]) => first <= codePoint && codePoint <= last);
}

function rangesOf(codePoints: Iterable<number>): readonly Range[] {
  const ranges: [number, number][] = [];
  for (const codePoint of [...codePoints].sort((a, b) => a - b)) {
    const open = ranges.at(-1);
    if (open && open[1] === codePoint - 1) open[1] = codePoint;
    else ranges.push([codePoint, codePoint]);
  }
  return ranges;
}
