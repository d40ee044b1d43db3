// Measures which characters a card can draw, by the card page's own look-up in the tables that the build makes of the font files.
// `npm run docs` writes the result to drawn-characters.json; `node tools/docs/drawn-characters.ts` prints what is not drawn, with
// `--json` everything that was measured.
import { writeFile } from 'node:fs/promises';
import { type IsDrawn, isDrawnInForm, openLookUp } from '../../card-site/fonts/character-look-up.ts';
import { graphicCharacters } from '../../card-site/fonts/graphic-characters.ts';
import { CHARACTER_GROUPS, type CharacterGroup } from './character-groups.ts';
import { DRAWN_CHARACTERS_FILE, type DrawnRow } from './characters-table.ts';

export interface DrawnShare extends DrawnRow {
  readonly missing: readonly string[];
}

async function measureDrawnCharacters(): Promise<readonly DrawnShare[]> {
  const isDrawn = await openLookUp();
  return CHARACTER_GROUPS.map((group) => shareOf(group, isDrawn));
}

export async function writeDrawnCharacters(): Promise<void> {
  const rows = (await measureDrawnCharacters()).map(({ missing: _, ...row }) => row);
  await writeFile(DRAWN_CHARACTERS_FILE, `${JSON.stringify(rows, undefined, 2)}\n`);
}

function shareOf(group: CharacterGroup, isDrawn: IsDrawn): DrawnShare {
  const { name, bases = [''], noFont } = group;
  const characters = graphicCharacters(group);
  // Texts are in NFC before they come to a page.
  const rest = characters.filter((character) => !bases.some((base) => isDrawn((base + character).normalize('NFC'))));
  const missing = rest.filter((character) => !isDrawnInForm(character, isDrawn));
  return {
    name,
    characters: characters.length,
    byFont: characters.length - rest.length,
    byForm: rest.length - missing.length,
    noFont: noFont ? graphicCharacters({ ranges: noFont }).length : 0,
    missing,
  };
}

if (process.argv[1] === import.meta.filename) {
  const shares = await measureDrawnCharacters();
  if (process.argv[2] === '--json') console.log(JSON.stringify(shares));
  else printShares(shares);
}

function printShares(shares: readonly DrawnShare[]): void {
  for (const { name, characters, byFont, byForm, missing } of shares) {
    const share = (100 * (byFont + byForm)) / characters;
    const named = missing.slice(0, 400).map((each) => each.codePointAt(0)?.toString(16).toUpperCase());
    console.log(
      `${share.toFixed(2)} % of ${characters}, ${byForm} by form: ${name}\n  ${missing.length} missing: ${named.join(' ')}`,
    );
  }
}
