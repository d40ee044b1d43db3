import type { CharacterGroup } from './character-groups.ts';
import { parseRanges } from './font-coverage.ts';

const GRAPHIC = /^(?!\p{Default_Ignorable_Code_Point})[\p{L}\p{M}\p{N}\p{P}\p{S}]$/u;

/** The graphic characters of a group, ascending. */
export function graphicCharacters({ ranges }: Pick<CharacterGroup, 'ranges'>): readonly string[] {
  const all = parseRanges(ranges).flatMap(([first, last]) =>
    Array.from({ length: last - first + 1 }, (_, at) => String.fromCodePoint(first + at)),
  );
  return all.filter((character) => GRAPHIC.test(character));
}

/** Whether a character can be drawn as the characters that it is compatible with (NFKC): ₂ as 2. */
export function isDrawnInForm(character: string, isDrawn: (character: string) => boolean): boolean {
  const form = character.normalize('NFKC');
  return form !== character && [...form].every((part) => /\s/.test(part) || isDrawn(part));
}
