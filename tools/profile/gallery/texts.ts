// Texts for the gallery's cards: sentences of one language or several, cut, joined, and put into markup that needs care.
import { escapeHtml } from '../../../card-schema/escape-html.ts';
import type { Random } from './random.ts';
import type { Language } from './sentences.ts';

export interface Texts {
  /** A sentence or part of one, as plain text. */
  plain(): string;
  /** One word, or what stands for one in scripts without spaces. */
  word(): string;
  /** A sentence in an element with its language and direction. */
  line(): string;
  /** Several sentences of several languages in one paragraph. */
  paragraph(): string;
}

/** Families of the gallery's own style sheets, which together have a glyph for nearly every character of the sentences. */
const FALLBACK =
  "'Noto Sans Arabic','Noto Sans Hebrew','Noto Sans Devanagari','Noto Sans Bengali','Noto Sans Tamil','Noto Sans Thai'," +
  "'Noto Sans JP','Noto Sans KR','Noto Sans SC','Noto Sans TC','Gallery Emoji'";
const LATIN = [
  "'Inter Variable'",
  "'Bricolage Grotesque Variable'",
  "'Source Serif 4 Variable'",
  "'Inter'",
  "'Open Sans'",
  'serif',
  'sans-serif',
  'monospace',
  'cursive',
  'system-ui',
];

export function fontFamily(random: Random): string {
  return random.chance(0.9) ? `${random.pick(LATIN)},${FALLBACK}` : random.pick(LATIN);
}

export function createTexts(random: Random, languages: readonly Language[]): Texts {
  const sentence = (): readonly [Language, string] => {
    const language = random.pick(languages);
    return [language, random.pick(language.sentences)];
  };
  const cut = (text: string) => {
    if (random.chance(0.5)) return text;
    const characters = [...text];
    const from = random.integer(0, Math.max(0, characters.length - 4));
    return characters.slice(from, from + random.integer(1, characters.length)).join('');
  };
  const element = ([{ tag, direction }, text]: readonly [Language, string]) =>
    `<span lang="${tag}" dir="${random.chance(0.85) ? direction : 'auto'}">${escapeHtml(cut(text))}</span>`;
  return {
    plain: () => cut(sentence()[1]),
    word: () => random.pick(sentence()[1].split(' ')),
    line: () => element(sentence()),
    paragraph: () =>
      Array.from({ length: random.integer(2, 6) }, () => element(sentence())).join(random.pick([' ', ' · ', '<br>'])),
  };
}
