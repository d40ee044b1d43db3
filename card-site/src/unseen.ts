// Characters that show nothing. Most fonts have no glyph for them, some have a box.
import type { Card } from '../../card-schema/catalogue.ts';
import { graphemesOf } from './font-coverage.ts';

/** Those that must stay where they are: they join and part letters, choose among glyphs, or say where a line may break. */
const AT_WORK = /[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff\p{Variation_Selector}]/u;
const MONGOLIAN = /\p{Script=Mongolian}/u;
/** They form the flags of England, Scotland, Wales and Texas. */
const BLACK_FLAG = '\u{1f3f4}';
const UNSEEN = /\p{Default_Ignorable_Code_Point}/u;
const FORM_OF_MONGOLIAN = /[\u180b-\u180f]/u;
const TAG = /[\u{e0020}-\u{e007f}]/u;

/** A grapheme without fillers and what else shows nothing and does nothing there. */
export function withoutUnseen(grapheme: string): string {
  if (!UNSEEN.test(grapheme)) return grapheme;
  const [first = ''] = grapheme;
  return [...grapheme]
    .filter((character) => {
      // A vowel separator is a grapheme of its own, between two letters.
      if (FORM_OF_MONGOLIAN.test(character)) return MONGOLIAN.test(first) || grapheme === '\u180e';
      if (!UNSEEN.test(character) || AT_WORK.test(character)) return true;
      return TAG.test(character) && first === BLACK_FLAG;
    })
    .join('');
}

/** A card without what shows nothing in its texts: a template that counts letters must not count it. */
export function withoutUnseenTexts(card: Card): Card {
  const entries = Object.entries<unknown>(card.params).map(([name, value]) => [
    name,
    Array.isArray(value) ? value.map(seen) : seen(value),
  ]);
  return { ...card, params: Object.fromEntries(entries) } as Card; // the same fields
}

function seen(value: unknown): unknown {
  if (typeof value !== 'string' || !UNSEEN.test(value)) return value;
  return graphemesOf(value).map(withoutUnseen).join('');
}
