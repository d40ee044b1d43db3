// The font files of the bench: for every character on its cards the same file for every renderer, as WOFF2 or, where a renderer
// cannot read that, as the same package's WOFF.
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { facesIn, type Range } from '../../../card-site/fonts/font-coverage.ts';
import { projectPath } from '../../../project-path.ts';
import { EMOJI } from './texts.ts';

export interface BenchFont {
  readonly family: string;
  readonly weight: 400 | 700;
  readonly file: string;
  readonly ranges: readonly Range[];
}

/** Style sheets of Fontsource, in the order of the font stack. */
const SHEETS = [
  ['inter', 400],
  ['inter', 700],
  ['noto-sans-arabic', 400],
  ['noto-sans-hebrew', 400],
  ['noto-sans-devanagari', 400],
  ['noto-sans-thai', 400],
  ['noto-sans-sc', 400],
  ['noto-sans-kr', 400],
] as const;

export const EMOJI_FAMILY = 'Noto Color Emoji';

/** The files that a text needs, emoji apart: of each family only those with characters that no family before has. */
export async function fontsFor(text: string): Promise<readonly BenchFont[]> {
  const fonts: BenchFont[] = [];
  for (const [name, weight] of SHEETS) {
    const sheet = projectPath(`tests/bench/node_modules/@fontsource/${name}/${weight}.css`);
    const before = fonts.filter((font) => font.weight === weight);
    const open = [...text].filter((character) => !isEmoji(character) && !before.some((font) => covers(font, character)));
    const faces = facesIn(await readFile(sheet, 'utf8'));
    for (const face of faces.filter(({ ranges }) => open.some((character) => covers({ ranges }, character))))
      fonts.push({ family: face.family, weight, file: join(dirname(sheet), face.file), ranges: face.ranges });
  }
  return fonts;
}

/** Fontsource has each file in both formats. */
export function woffOf({ file }: BenchFont): string {
  return file.replace(/2$/, '');
}

function isEmoji(character: string): boolean {
  return (EMOJI as readonly string[]).includes(character);
}

function covers({ ranges }: { readonly ranges: readonly Range[] }, character: string): boolean {
  const codePoint = character.codePointAt(0) ?? 0;
  return ranges.some(([first, last]) => first <= codePoint && codePoint <= last);
}
