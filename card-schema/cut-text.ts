// Cuts a text that is too long at a word, as people do: no half letter, no comma in front of the ellipsis.

const ELLIPSIS = '…';

/** What is looked at beyond the cut, in UTF-16 units: enough to know where the word at the cut begins and ends. */
const CONTEXT_UNITS = 200;

/** Scripts that put no space between words, where the segmenter's dictionaries know them. */
const WITHOUT_SPACES =
  /[\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{scx=Bopomofo}\p{scx=Thai}\p{scx=Lao}\p{scx=Khmer}\p{scx=Myanmar}\p{scx=Tibetan}\p{scx=Javanese}\p{scx=Balinese}\p{scx=Tai_Tham}\p{scx=New_Tai_Lue}\p{scx=Tai_Le}\p{scx=Tai_Viet}\p{scx=Yi}]/u;

// What would look odd before an ellipsis. Question and exclamation marks stay, and so does what closes.
const LOOSE_END =
  /(?:[\s\p{Pd}\p{Ps}\p{Pi}\p{Pc}/\\&+~…·・‥‚„\u00ad\u200b\u2060]|(?![!?¡¿！？؟⁇⁈⁉‼՞՜፧𑅃])\p{Terminal_Punctuation})$/u;

/** A text of at most `max` code points, in NFC if it was: the whole text, or its beginning with an ellipsis. */
export function cutText(text: string, max: number): string {
  const room = unitsOf(text, max);
  if (room === text.length) return text;
  const limit = unitsOf(text, max - 1);
  const seen = text.slice(0, limit + CONTEXT_UNITS);
  const ends = boundaries(seen, 'grapheme').filter((end) => end <= limit);
  const whole = ends.at(-1);
  // A letter with so many marks that it does not fit: some of them are better than nothing.
  if (whole === undefined) return `${text.slice(0, limit)}${ELLIPSIS}`;
  const kept = withoutLooseEnd(text.slice(0, wordEnd(seen, ends, limit) ?? whole)) || withoutLooseEnd(text.slice(0, whole));
  return `${kept || text.slice(0, whole)}${ELLIPSIS}`;
}

/** Where the last word ends that fits, unless what is left would be less than half: a word so long is cut at a letter. */
function wordEnd(seen: string, graphemeEnds: readonly number[], limit: number): number | undefined {
  const half = limit / 2;
  const spaces = [...seen.matchAll(/\s+/gu)].map(({ index }) => index);
  const space = spaces.findLast((at) => at <= limit) ?? 0;
  const next = spaces.find((at) => at > limit) ?? seen.length;
  const word = seen.slice(space, next);
  if (space === limit || (space >= half && !WITHOUT_SPACES.test(word))) return space;
  const words = new Set(boundaries(seen, 'word'));
  return graphemeEnds.findLast((end) => end >= half && words.has(end));
}

/** Ends of the segments; that of the last one, which may go on, is not known. */
function boundaries(text: string, granularity: 'grapheme' | 'word'): readonly number[] {
  const starts = Array.from(new Intl.Segmenter('und', { granularity }).segment(text), ({ index }) => index);
  return starts.slice(1);
}

function withoutLooseEnd(text: string): string {
  let end = text;
  for (let found = LOOSE_END.exec(end); found; found = LOOSE_END.exec(end)) end = end.slice(0, found.index);
  return end;
}

/** How many UTF-16 units the first code points of a text have. */
function unitsOf(text: string, codePoints: number): number {
  let units = 0;
  for (let count = 0; count < codePoints && units < text.length; count++) {
    units += (text.codePointAt(units) ?? 0) > 0xffff ? 2 : 1;
  }
  return units;
}
