import { EVENT_WORDS, type EventWords } from '../../../../card-schema/languages/event-words.ts';
import { fill, intlLocales, wordsIn } from '../../../../card-schema/languages/fixed-words.ts';
import { type NameList, ownList } from './own-calendar.ts';

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
  const names = speakers.slice(0, named).map(unbroken);
  const list = ownList(language) ?? listOf(language);
  if (named === speakers.length) return list.whole(names);
  const number = speakers.length - named;
  const n = new Intl.NumberFormat([...intlLocales(language)]).format(number);
  const pattern = more ? withNames(more) : patternOf(wordsIn(EVENT_WORDS, language), number);
  return fill(pattern, { names: list.series(names), n });
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

function listOf(language: string): NameList {
  const format = new Intl.ListFormat([...intlLocales(language)], { type: 'conjunction' });
  return {
    whole: (items) => format.format(items),
    // The separators of a list that goes on are those before its last "and".
    series(items) {
      const parts = format.formatToParts([...items, '', '']);
      const last = parts.findLastIndex(({ type, value }) => type === 'element' && value !== '');
      return parts
        .slice(0, last + 1)
        .map(({ value }) => value)
        .join('');
    },
  };
}

/** A name stays on its line: its spaces and hyphens are not places to break. */
function unbroken(name: string): string {
  return name.replaceAll(' ', '\u00a0').replaceAll('-', '-\u2060');
}
