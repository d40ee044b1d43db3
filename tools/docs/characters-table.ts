// The table of the characters that are drawn, from what `npm run docs` has measured.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export const DRAWN_CHARACTERS_FILE = join(import.meta.dirname, 'drawn-characters.json');

/** What of a group of characters is drawn. */
export interface DrawnRow {
  readonly name: string;
  /** Its graphic characters: assigned, no controls or formats, nothing for private use, nothing that is ignored by default. */
  readonly characters: number;
  /** Those that a font has. */
  readonly byFont: number;
  /** Those that are drawn as the characters that they are compatible with (NFKC), because no font has them. */
  readonly byForm: number;
  /** Those of the missing ones that no open font was found to have. */
  readonly noFont: number;
}

export function charactersTable(): string {
  const rows = readDrawnCharacters().map(({ name, characters, byFont, byForm, noFont }) => {
    const [font, form, both] = [byFont, byForm, byFont + byForm].map((count) => percent(count, characters));
    return `| ${name} | ${characters.toLocaleString('en')} | ${font} | ${byForm > 0 ? form : ''} | ${both} | ${noFont || ''} |`;
  });
  return [
    '| Characters | | by a font | by a compatible form | drawn | in no font found |',
    '| --- | ---: | ---: | ---: | ---: | ---: |',
    ...rows,
  ].join('\n');
}

export function readDrawnCharacters(): readonly DrawnRow[] {
  return JSON.parse(readFileSync(DRAWN_CHARACTERS_FILE, 'utf8')) as readonly DrawnRow[]; // writeDrawnCharacters() wrote it
}

/** Rounded down: 100 % is all of them. */
function percent(count: number, of: number): string {
  return `${(Math.floor((1000 * count) / of) / 10).toFixed(1)} %`;
}
