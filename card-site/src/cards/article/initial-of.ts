/** A letter or a digit. Keycaps are neither. */
const LETTER_OR_DIGIT = /\p{L}|\p{N}(?!\uFE0F|\u20E3)/u;

/** Letters that the title case of their script leaves alone: Georgian has capitals for whole words only. */
const NO_CAPITAL = /\p{Script=Georgian}/u;

/** What Dutch writes with two capitals at the head of a word. */
const DUTCH_IJ = /^ij/iu;

/** The title's first letter or digit for the ornament, with all that belongs to it, as the language writes its capital. */
export function initialOf(title: string, language: string): string {
  const graphemes = Array.from(new Intl.Segmenter([language, 'en']).segment(title), ({ segment, index }) => ({ segment, index }));
  const found = graphemes.find(({ segment }) => LETTER_OR_DIGIT.test(segment));
  if (!found) return '';
  const rest = title.slice(found.index);
  if (/^nl\b/.test(language) && DUTCH_IJ.test(rest)) return 'IJ';
  return capitalOf(found.segment, language);
}

function capitalOf(grapheme: string, language: string): string {
  if (NO_CAPITAL.test(grapheme)) return grapheme;
  const capital = grapheme.toLocaleUpperCase(language);
  // One letter stays one: `ß` would become `SS`, and `ﬁ` `FI`.
  return [...capital].length > [...grapheme].length ? grapheme : capital;
}
