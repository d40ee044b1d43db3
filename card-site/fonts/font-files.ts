// The files of a family of font-families.ts, each with the characters that it is used for: what `npm run fonts` wrote down.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { projectPath } from '../../project-path.ts';
import { readRanges } from '../src/ranges.ts';
import type { FontFamily } from './font-families.ts';

export interface FontFile {
  /** In the project. */
  readonly path: string;
  readonly sha256: string;
}

/** A row of the table, with the characters as writeRanges() writes them. */
export interface FontRow {
  readonly characters: string;
  /** For weight 400 and 700, or one for both. */
  readonly files: readonly FontFile[];
}

export interface FontChunk {
  readonly codePoints: readonly number[];
  /** For weight 400 and 700; the same twice where the family has one file for both. */
  readonly files: readonly [regular: FontFile, bold: FontFile];
}

/** Its hashes stand for all the files. */
export const FONT_TABLE = 'card-site/fonts/font-table.json';

type FontTable = Readonly<Record<string, readonly FontRow[]>>;

const table = JSON.parse(readFileSync(projectPath(FONT_TABLE), 'utf8')) as FontTable; // written by tools/fonts/vendor-fonts.ts

export function fontRows(family: string): readonly FontRow[] {
  return table[family] ?? [];
}

export function fontChunks({ family, only = () => true }: FontFamily): readonly FontChunk[] {
  return fontRows(family).flatMap(({ characters, files: [regular, bold = regular] }) => {
    const codePoints = codePointsIn(characters).filter(only);
    return regular && bold && codePoints.length > 0 ? [{ codePoints, files: [regular, bold] as const }] : [];
  });
}

/** Refuses a file that is another than the table says, because the design versions know the table alone. */
export async function readFontFile({ path, sha256 }: FontFile): Promise<Buffer> {
  // All of a thousand files are asked for at once, and a process may not have so many open.
  const bytes = readFileSync(projectPath(path));
  if (createHash('sha256').update(bytes).digest('hex') !== sha256)
    throw new Error(`${path} is not the file that ${FONT_TABLE} names: run "npm run fonts".`);
  return bytes;
}

function codePointsIn(characters: string): readonly number[] {
  return readRanges(characters).flatMap(([first, last]) => Array.from({ length: last - first + 1 }, (_, at) => first + at));
}
