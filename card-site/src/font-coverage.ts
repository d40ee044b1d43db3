/** Blanks, joiners and variation selectors need no glyph of their own. */
const GLYPHLESS = /[\p{White_Space}\p{Cf}\p{Cc}\p{Variation_Selector}]/u;

/** The characters of a text, each once, that need a glyph. */
export function glyphsNeeded(text: string): readonly string[] {
  return [...new Set(text)].filter((character) => !GLYPHLESS.test(character));
}

/** Whether a font family of the card site has a glyph for the character. Families it does not serve have none. */
export function hasGlyph(family: string, character: string): boolean {
  const codePoint = character.codePointAt(0) ?? 0;
  const ranges = Object.hasOwn(__FONT_COVERAGE__, family) ? (__FONT_COVERAGE__[family] ?? []) : [];
  return ranges.some(([first, last]) => first <= codePoint && codePoint <= last);
}

/** The families of a computed font-family, in order, without their quotes. */
export function familiesOf(fontFamily: string): readonly string[] {
  return fontFamily.split(',').map((family) => family.trim().replace(/^["']|["']$/g, ''));
}
