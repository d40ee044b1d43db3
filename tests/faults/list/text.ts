// @examples article
// Texts with characters that no font has, and texts with hardly anything to see.
import { signCardPath } from '../../../card-schema/card-path.ts';
import { createCard } from '../../../card-schema/catalogue.ts';
import { DEVELOPMENT_KEYS } from '../../../edge/core/config.ts';
import type { Fault, FaultParts } from '../fault.ts';

const input = { seam: 'input' } as const;
/** A letter of a script that nobody writes any longer, and for which the card site has no font. */
const TANGUT = '\u{17000}';
const TITLE = 'Small teams, large ships';

const article = (params: {
  readonly title: string;
  readonly author?: string;
  readonly section?: string;
}): NonNullable<FaultParts['ask']> => ({
  path: () => signCardPath(createCard('article', { author: 'Ada Okafor', theme: 'light', ...params }), DEVELOPMENT_KEYS.signing),
});
/** What is left of the text is that of a golden picture. */
const withoutGlyph = { expected: 'incomplete', looks: 'article-plain', logged: /"missingGlyphs":\["\u{17000}"\]/u } as const;

export const TEXT_FAULTS: readonly Fault[] = [
  {
    ...input,
    ...withoutGlyph,
    name: 'a letter without a font in a text that must be there',
    ask: article({ title: `${TITLE}${TANGUT}` }),
    quick: true,
  },
  {
    ...input,
    ...withoutGlyph,
    name: 'an author with a letter that no font has',
    ask: article({ title: TITLE, author: `Ada Okafor${TANGUT}` }),
  },
  {
    ...input,
    ...withoutGlyph,
    name: 'an optional text of which no font has anything',
    ask: article({ title: TITLE, section: TANGUT }),
  },
  {
    ...input,
    name: 'a text that must be there, and no font has its letters',
    expected: 'fallback',
    ask: article({ title: `${TANGUT.repeat(6)} — 2` }),
    logged: /"code":"draw_failed","reason":"The page refuses: text lost: no font has the letters of \\"title\\""/,
    quick: true,
  },
  {
    ...input,
    name: 'a title of nothing but a dash',
    expected: 'card',
    looks: '',
    ask: article({ title: '—', author: 'i' }),
    logged: /"outcome":"card_drawn".*"tries":1/,
    quick: true,
  },
];
