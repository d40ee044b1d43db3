import { EVENT_WORDS, type EventWords } from '../../../../card-schema/languages/event-words.ts';
import { fill, wordsIn } from '../../../../card-schema/languages/fixed-words.ts';

/** With more of them, three are named, so that the line says who comes and not only how many. */
const MAX_NAMED = 4;
const NAMED_OF_MORE = 3;

/** What three lines of the smallest letters hold, in widths of a letter; names do not break, so a line is never quite full. */
const ROOM_LETTERS = 120;
/** Characters that fill their em. */
const WIDE = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Emoji_Presentation}]/gu;

/** All names, or as many as there is room for and how many more there are. `more` is the card's own way to say that. */
export function speakerList(language: string, speakers: readonly string[], more: string): string {
  const named = countNamed(speakers);
  const list = new Intl.ListFormat([language, 'en'], { type: 'conjunction' });
  if (named === speakers.length) return list.format(speakers.map(unbroken));
  const number = speakers.length - named;
  const n = new Intl.NumberFormat([language, 'en']).format(number);
  const names = withoutAnd(list, speakers.slice(0, named).map(unbroken));
  return fill(more ? withNames(more) : patternOf(wordsIn(EVENT_WORDS, language), number), { names, n });
}

function countNamed(speakers: readonly string[]): number {
  const most = speakers.length > MAX_NAMED ? NAMED_OF_MORE : speakers.length;
  let named = most;
  while (named > 1 && widthOf(speakers.slice(0, named).join(', ')) > ROOM_LETTERS) named -= 1;
  return named;
}

function widthOf(text: string): number {
  return [...text].length + (text.match(WIDE)?.length ?? 0);
}

function patternOf({ more, moreOne = more }: EventWords, number: number): string {
  return number === 1 ? moreOne : more;
}

/** A card's own words need not say where the names and the number go. */
function withNames(more: string): string {
  const numbered = more.includes('{n}') ? more : `${more} {n}`;
  return numbered.includes('{names}') ? numbered : `{names} ${numbered}`;
}

/** As the language writes a list that goes on: its separators are those before the last "and". */
function withoutAnd(list: Intl.ListFormat, names: readonly string[]): string {
  const parts = list.formatToParts([...names, '', '']);
  const end = parts.findLastIndex(({ type, value }, at) => type === 'element' && value !== '' && at < parts.length);
  return parts
    .slice(0, end + 1)
    .map(({ value }) => value)
    .join('');
}

/** A name stays on its line: its spaces and hyphens are no places to break. */
function unbroken(name: string): string {
  return name.replaceAll(' ', '\u00a0').replaceAll('-', '-\u2060');
}
