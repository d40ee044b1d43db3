// What a person should know of a card before it is shared.
import { imageUrlsOf, missingImageWarning, warningsOfHosts } from '../card-schema/card-images.ts';
import type { CardWarning } from '../card-schema/card-warning.ts';
import type { Card } from '../card-schema/catalogue.ts';
import { codePointOf } from '../card-schema/code-point.ts';
import { writtenTexts } from '../card-schema/languages/card-language.ts';
import { isDrawnInForm } from '../card-site/fonts/character-look-up.ts';
import type { Drawing } from '../edge/core/ports.ts';
import { hintFor } from './terminal/values.ts';

/** What a drawing lacks. Such a picture is answered for five minutes and never stored. */
export function warningsOfDrawing(card: Card, { missingGlyphs, missingImages }: Drawing): readonly CardWarning[] {
  return [
    ...(missingGlyphs.length > 0 ? [glyphWarning(missingGlyphs)] : []),
    ...missingImages.map(({ url, reason }) => missingImageWarning(card, url, `${reason}.`)),
  ];
}

/** What is known without a browser. `hosts` are those from which images may come, where that is known. */
export async function warningsWithoutDrawing(card: Card, hosts?: readonly string[]): Promise<readonly CardWarning[]> {
  const missing = await charactersWithoutFont(writtenTexts(card).join(' '));
  const ofHosts = hosts ? warningsOfHosts(card, hosts) : [];
  // A host is often one that is allowed, but for a typing error. There is a warning for each of these, in their order.
  const others = imageUrlsOf(card)
    .map((url) => new URL(url).hostname)
    .filter((host) => !hosts?.includes(host));
  const hinted = ofHosts.map((warning, at) => ({
    ...warning,
    message: `${warning.message}${hintFor(others[at] ?? '', hosts ?? [])}`,
  }));
  return [...(missing.length > 0 ? [glyphWarning(missing)] : []), ...hinted];
}

function glyphWarning(missing: readonly string[]): CardWarning {
  const named = missing.map((character) => `${codePointOf(character)} (${character})`).join(', ');
  return { code: 'missing_glyph', message: `No font has ${named}: left out of the card, which is not stored.` };
}

/** Every card's fonts have these. Most texts have no others, and so need no look at the fonts' tables, which takes a second. */
const ORDINARY = /^[ -~\u00A0-\u017F\u2010-\u2014\u2018-\u201E\u2022\u2026\u20AC]*$/u;
/** Blanks, joiners, tags and variation selectors need no glyph of their own. */
const GLYPHLESS = /[\p{White_Space}\p{Cc}]|(?!\p{Cn})\p{Default_Ignorable_Code_Point}/u;

async function charactersWithoutFont(text: string): Promise<readonly string[]> {
  if (ORDINARY.test(text)) return [];
  const { openLookUp } = await import('../card-site/fonts/character-look-up.ts');
  const isInFont = await openLookUp();
  const isMissing = (character: string) => !isInFont(character) && !isDrawnInForm(character, isInFont);
  return [...new Set(text)].filter((character) => !GLYPHLESS.test(character) && isMissing(character));
}
