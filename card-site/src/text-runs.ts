// Which parts of a text are set in another font than the browser would take: a word is set in one font, and Han punctuation in that
// of Han characters.
import { choose, chooseForAll, fileOf, isWestern, type Stack, type Unknown } from './choose-font.ts';
import { glyphsNeeded, graphemesOf, isEmoji } from './font-coverage.ts';
import { hanPunctuation } from './han-punctuation.ts';

/** A part of a text; without a family, the browser chooses among those of the text's style. */
export interface Run {
  readonly text: string;
  readonly family: string | undefined;
}

export interface TextToSet {
  readonly text: string;
  readonly lang: string;
  readonly stack: Stack;
  /** A grapheme after text-transform. */
  drawnAs(grapheme: string): string;
}

/** A grapheme of the text. */
interface Unit {
  readonly text: string;
  readonly drawn: readonly string[];
  /** That of the font that draws it by itself. */
  readonly chosen: string;
}

const IN_WORD = /^[\p{L}\p{M}\p{N}\u2070-\u209f\u24b6-\u24e9]/u;
const LETTER = /^[\p{L}\p{M}]/u;
/** What may stand between two letters of one word. */
const JOINS = /^['’·.\u2010\u2011-]$/;
const IDEOGRAPHIC = /^[\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{scx=Hangul}\p{scx=Bopomofo}]/u;
const HAN_FAMILY = / (SC|TC|JP|KR|HK)( Rare)?$/;

/** Whether a family is one for Han characters, whose size is that of their square. */
export function isOfHan(family: string): boolean {
  return HAN_FAMILY.test(family);
}

/** The runs of a text, if any part of it needs a family of its own. */
export function runsOf({ text, lang, stack, drawnAs }: TextToSet): readonly Run[] | Unknown | undefined {
  const units: Unit[] = [];
  for (const grapheme of graphemesOf(text)) {
    const drawn = graphemesOf(drawnAs(grapheme)).filter((each) => glyphsNeeded(each).length > 0);
    const choice = drawn.length === 0 ? undefined : choose(drawn[0] ?? '', stack);
    if (choice && 'table' in choice) return choice;
    units.push({ text: grapheme, drawn, chosen: choice?.family ?? '' });
  }
  // Families of other scripts join the stack itself; see loadFonts().
  const families = units.map(({ drawn, chosen }) =>
    chosen !== '' && !stack.families.includes(chosen) && isWestern(drawn[0] ?? '') ? chosen : undefined,
  );
  const unknown = setWords(units, families, stack) ?? setPunctuation(units, families, stack, lang);
  if (unknown) return unknown;
  return families.some((family) => family !== undefined) ? merged(units, families) : undefined;
}

function setWords(units: readonly Unit[], families: (string | undefined)[], stack: Stack): Unknown | undefined {
  for (const word of wordsOf(units)) {
    const inWord = units.slice(...word).filter(({ drawn }) => drawn.length > 0);
    // Many fonts of other scripts have no digits and signs: those must not decide which font the letters are of.
    const others = inWord.filter(({ text, drawn: [first = ''] }) => LETTER.test(text) && !isWestern(first));
    const judged = others.length > 0 ? others : inWord;
    if (new Set(judged.map(({ chosen }) => chosen)).size < 2) continue;
    const choice = chooseForAll([...new Set(judged.flatMap(({ drawn }) => drawn))], stack);
    if (choice && 'table' in choice) return choice;
    if (choice) families.fill(choice.family, ...word);
  }
  return undefined;
}

/** From and to of each word; scripts part words too. */
function wordsOf(units: readonly Unit[]): readonly (readonly [from: number, to: number])[] {
  const words: [number, number][] = [];
  let script: string | undefined;
  units.forEach(({ text }, at) => {
    const joins = JOINS.test(text) && script !== undefined && IN_WORD.test(units[at + 1]?.text ?? '');
    const own = joins ? script : scriptOf(text, script);
    const last = words.at(-1);
    if (own !== undefined && own === script && last) last[1] = at + 1;
    else if (own !== undefined) words.push([at, at + 1]);
    script = own;
  });
  return words;
}

/** Numbers and marks belong to the letters before them. Emoji and ideographs form no words of letters. */
function scriptOf(grapheme: string, before: string | undefined): string | undefined {
  if (!IN_WORD.test(grapheme) || isEmoji(grapheme) || IDEOGRAPHIC.test(grapheme)) return undefined;
  if (!/^\p{L}/u.test(grapheme)) return before ?? 'western';
  return isWestern(grapheme) ? 'western' : 'other';
}

function setPunctuation(
  units: readonly Unit[],
  families: (string | undefined)[],
  { families: all }: Stack,
  lang: string,
): Unknown | undefined {
  const places = hanPunctuation(
    units.map(({ text }) => text),
    lang,
  );
  for (const place of places) {
    for (const family of all.filter(isOfHan)) {
      const file = fileOf(family, units[place]?.text ?? '');
      if (file === 'unknown') return { table: family };
      if (!file) continue;
      families[place] = family;
      break;
    }
  }
  return undefined;
}

function merged(units: readonly Unit[], families: readonly (string | undefined)[]): readonly Run[] {
  const runs: { text: string; family: string | undefined }[] = [];
  units.forEach(({ text }, at) => {
    const last = runs.at(-1);
    if (last && last.family === families[at]) last.text += text;
    else runs.push({ text, family: families[at] });
  });
  return runs;
}
