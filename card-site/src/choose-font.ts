// Which font draws a grapheme: the first one, in the order of the text's own stack and what stands behind it, that has all of it.
import { drawsAll, EMOJI_FAMILY, familiesOf, filesOf, hasGlyph, hasOwnFiles, isEmoji, waysToDraw } from './font-coverage.ts';
import type { FontFile } from './font-file.ts';
import { familiesBehind, MORE_FAMILIES, moreFamilies } from './script-fonts.ts';

/** Where a text looks for its glyphs. */
export interface Stack {
  /** The families of its computed font-family. */
  readonly families: readonly string[];
  /** Chinese, Japanese and Korean take signs that are not letters from their own fonts first. */
  readonly ofHan: boolean;
  /** By grapheme, what has been chosen for it. */
  readonly chosen: Map<string, Choice>;
}

export interface Choice {
  readonly family: string;
  /** Absent when no font has the grapheme's first character. */
  readonly file?: FontFile;
  readonly lacks: readonly string[];
}

/** What must be loaded before there is a choice. */
export interface Unknown {
  readonly table: string;
}

/** Latin, Greek, Cyrillic and signs: what whole fonts of these scripts may have and their web subsets lack. */
const WESTERN =
  /[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\u0020-\u02ff\u2000-\u20cf\u2100-\u2e7f\ua700-\ua7ff\u{1d000}-\u{1d7ff}]|(?=\p{Script=Inherited})[^\u0600-\u1aaf]/u;

export function isWestern(character: string): boolean {
  return WESTERN.test(character);
}

const stacks = new Map<string, Stack>();

/** Some thousand Han characters; a memory that is full is emptied. */
const MAX_CHOSEN = 5000;

/** The stack of a computed font-family: always the same one, so that no card chooses again what another one has chosen. */
export function stackOf(fontFamily: string, ofHan: boolean): Stack {
  const name = `${ofHan} ${fontFamily}`;
  const stack = stacks.get(name) ?? { families: familiesOf(fontFamily), ofHan, chosen: new Map() };
  stacks.set(name, stack);
  return stack;
}

/**
 * As the browser chooses: the first file that has all of a grapheme, because marks stand right only on a letter of their own
 * font. Where none has, it is the first one with the letter, and what that lacks is missing.
 */
export function choose(grapheme: string, stack: Stack): Choice | Unknown {
  const { chosen } = stack;
  const choice = chosen.get(grapheme) ?? chooseNow(grapheme, stack);
  // A choice stays: every family before it was known. What needs a table first is another choice when the table is here.
  if ('table' in choice) return choice;
  if (chosen.size >= MAX_CHOSEN) chosen.clear();
  chosen.set(grapheme, choice);
  return choice;
}

function chooseNow(grapheme: string, stack: Stack): Choice | Unknown {
  const ways = waysToDraw(grapheme);
  const [glyphs = []] = ways;
  const [letter = ''] = glyphs;
  let withLetter: Choice | undefined;
  for (const family of inOrder(grapheme, stack)) {
    if (family === MORE_FAMILIES) return { table: family };
    const files = filesOf(family, letter);
    if (files === 'unknown') return { table: family };
    for (const file of files) {
      if (drawsAll(file, ways)) return { family, file, lacks: [] };
      if (hasGlyph(file, letter)) withLetter ??= { family, file, lacks: glyphs.filter((glyph) => !hasGlyph(file, glyph)) };
    }
  }
  return withLetter ?? { family: '', lacks: glyphs };
}

/** The first family that draws every grapheme of a word. */
export function chooseForAll(graphemes: readonly string[], stack: Stack): { readonly family: string } | Unknown | undefined {
  const [first = ''] = graphemes;
  for (const family of new Set(inOrder(first, stack))) {
    if (family === MORE_FAMILIES) return { table: family };
    const files = graphemes.map((grapheme) => fileOf(family, grapheme));
    if (files.includes('unknown')) return { table: family };
    if (!files.includes(undefined)) return { family };
  }
  return undefined;
}

/** The file of a family that draws a grapheme. */
export function fileOf(family: string, grapheme: string): FontFile | 'unknown' | undefined {
  const ways = waysToDraw(grapheme);
  const files = filesOf(family, ways[0]?.[0] ?? '');
  return files === 'unknown' ? files : files.find((file) => drawsAll(file, ways));
}

function* inOrder(grapheme: string, { families, ofHan }: Stack): Iterable<string> {
  if (isEmoji(grapheme)) yield EMOJI_FAMILY;
  let western: boolean | undefined; // asked only when the first family does not do
  const afterHan = ofHan && !/^[\p{L}\p{M}]/u.test(grapheme);
  for (const family of families) {
    yield family;
    western ??= isWestern(grapheme);
    if (western && !afterHan) yield* behind(family);
  }
  if (western && afterHan) for (const family of families) yield* behind(family);
  const more = moreFamilies();
  yield* more === 'unknown' ? [MORE_FAMILIES] : more;
}

function behind(family: string): readonly string[] {
  if (!hasOwnFiles(family)) return [];
  const families = familiesBehind(family);
  return families === 'unknown' ? [MORE_FAMILIES] : families;
}
