import { familiesOf, glyphsNeeded, hasGlyph } from './font-coverage.ts';
import { inTime, refusal } from './refusal.ts';
import type { StageText } from './texts.ts';

/** Stands at the end of a clamped text, so it must be there before anyone knows whether a text is clamped. */
const ELLIPSIS = '…';

/**
 * Loads the font files that these very texts need, and no others: each family only for the characters that the families
 * before it lack. Returns the characters for which a text's families have no glyph.
 */
export async function loadFonts(texts: readonly StageText[]): Promise<readonly string[]> {
  const missing = new Set<string>();
  const loads = new Map<string, Promise<unknown>>();
  for (const { drawn, style } of texts) {
    let open = glyphsNeeded(drawn + ELLIPSIS);
    for (const family of familiesOf(style.fontFamily)) {
      const here = open.filter((character) => hasGlyph(family, character));
      if (here.length === 0) continue;
      const font = `${style.fontStyle} ${style.fontWeight} 16px "${family}"`;
      const wanted = `${font} ${here.join('')}`;
      if (!loads.has(wanted)) loads.set(wanted, load(font, here.join('')));
      open = open.filter((character) => !here.includes(character));
    }
    for (const character of open) missing.add(character);
  }
  await Promise.all(loads.values());
  // The browser asks for what it meets in layout; nothing may arrive after the texts were measured.
  await inTime(document.fonts.ready, 'fonts of the page');
  return [...missing].sort();
}

async function load(font: string, text: string): Promise<void> {
  const loading = document.fonts.load(font, text).catch((cause: unknown) => {
    throw refusal('font failed', font, cause);
  });
  const faces = await inTime(loading, `font ${font}`);
  if (faces.length === 0 || faces.some((face) => face.status !== 'loaded')) throw refusal('font failed', font);
}
