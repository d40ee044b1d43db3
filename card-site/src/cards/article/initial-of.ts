/** A letter or a digit. Keycaps are neither. */
const LETTER_OR_DIGIT = /\p{L}|\p{N}(?!\uFE0F|\u20E3)/u;

/** Letters that stand before others or above them, as the ʻ of ʻokina, look like a mark by themselves. */
const PLAIN_LETTER_OR_DIGIT = /(?!\p{Lm})\p{L}|\p{N}(?!\uFE0F|\u20E3)/u;

/** Georgian has capitals for whole words only. */
const NO_CAPITAL = /\p{Script=Georgian}/u;

/** What Dutch writes with two capitals at the head of a word. */
const DUTCH_IJ = /^ij/iu;

/** Vowels of Thai, Lao and Tai Viet that are written before their consonant. */
const BEFORE_CONSONANT = /^[\u0e40-\u0e44\u0ec0-\u0ec4\uaab5\uaab6\uaab9\uaabb\uaabc]$/u;

/**
 * What joins a letter to the next one in scripts whose joined letters UAX #29 counts one by one (its rule GB9c leaves them out):
 * Gurmukhi, Kannada, Sinhala, Burmese, Khmer, Tai Tham, Balinese, Javanese.
 */
const JOINS = /[\u0a4d\u0ccd\u1039\u17d2\u1a60\u1b44\ua9c0]\u200d?$|\u0dca\u200d$/u;
/** Tamil shows its virama as a dot, but for these. */
const TAMIL_JOINED = /^\u0b95\u0bcd\u0bb7|^[\u0bb8\u0bb6]\u0bcd\u0bb0\u0bc0/u;

/** The title's first letter or digit for the ornament, with all that belongs to it, as the language writes its capital. */
export function initialOf(title: string, language: string): string {
  const graphemes = Array.from(new Intl.Segmenter([language, 'en']).segment(title), ({ segment }) => segment);
  const plain = graphemes.findIndex((grapheme) => PLAIN_LETTER_OR_DIGIT.test(grapheme));
  const from = graphemes.slice(plain < 0 ? graphemes.findIndex((grapheme) => LETTER_OR_DIGIT.test(grapheme)) : plain);
  const [first = ''] = from;
  if (!LETTER_OR_DIGIT.test(first)) return '';
  if (/^nl\b/.test(language) && DUTCH_IJ.test(from.join(''))) return 'IJ';
  return capitalOf(wholeOf(from), language);
}

/** The first of the graphemes, with those that belong to it. */
function wholeOf(graphemes: readonly string[]): string {
  const [first = '', next = ''] = graphemes;
  if (!/^\p{L}/u.test(next)) return first;
  const belongs = BEFORE_CONSONANT.test(first) || JOINS.test(first) || TAMIL_JOINED.test(first + next);
  return belongs && !TAMIL_JOINED.test(first) ? first + wholeOf(graphemes.slice(1)) : first;
}

function capitalOf(grapheme: string, language: string): string {
  if (NO_CAPITAL.test(grapheme)) return grapheme;
  const capital = grapheme.toLocaleUpperCase(language).normalize();
  // One letter stays one: `ß` would become `SS`, and `ﬁ` `FI`.
  return [...capital].length > [...grapheme].length ? grapheme : capital;
}
