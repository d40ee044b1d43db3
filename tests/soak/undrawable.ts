// Which characters of a card no font of the card site has: by the fonts' tables, not by what a page says.
import { type Card, templateNamed } from '../../card-schema/catalogue.ts';
import { aboutField } from '../../card-schema/fields.ts';
import type { IsDrawn } from '../../local/build/drawn-characters.ts';

const GRAPHIC = /(?!\p{Default_Ignorable_Code_Point})[\p{L}\p{M}\p{N}\p{P}\p{S}]/u;

/** Whether a character is drawn, by a font or as the characters that it is compatible with. Remembers each. */
export function createIsDrawn(hasFont: IsDrawn): (character: string) => boolean {
  const known = new Map<string, boolean>();
  return (character) => {
    const before = known.get(character);
    if (before !== undefined) return before;
    const isDrawn = hasFont(character) || [...character.normalize('NFKC')].every((part) => /\s/.test(part) || hasFont(part));
    known.set(character, isDrawn);
    return isDrawn;
  };
}

export function undrawableIn({ template, params }: Card, isDrawn: (character: string) => boolean): readonly string[] {
  const { fields } = templateNamed(template);
  const texts = Object.entries(params as Readonly<Record<string, unknown>>).flatMap(([name, value]) => {
    const field = fields[name];
    return field && ['text', 'texts'].includes(aboutField(field).kind) ? [value].flat().map(String) : [];
  });
  return [...new Set(texts.join(''))].filter((character) => GRAPHIC.test(character) && !isDrawn(character));
}
