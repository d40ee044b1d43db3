// Words and sentences in every script of Unicode 17 that people write today and that Noto has a font for: one source for the
// profile, the soak and the tests.
import { readFileSync } from 'node:fs';
import type { Language } from './sentences.ts';

const WORDS_IN_A_LINE = 5;

/**
 * Where the text is from. `udhr` the Universal Declaration of Human Rights in a language of the script; `transliterated` that text
 * in another script, letter by letter; `cldr` words of Unicode's locale data with sentences of our own; `own` ours; `made`
 * syllables of the script's letters, where no text with an open licence could be had: no words, but shaped like them.
 */
export type TextSource = 'udhr' | 'transliterated' | 'cldr' | 'own' | 'made';

export interface LivingScript {
  /** As Unicode's property Script names it. */
  readonly script: string;
  /** BCP 47, of the language that the text is in. */
  readonly tag: string;
  readonly direction: 'ltr' | 'rtl';
  readonly source: TextSource;
  readonly sentence: string;
  readonly words: readonly string[];
  /** What the profile never draws: for the proof that a browser pruned by it draws any text. */
  readonly unseen: { readonly sentence: string; readonly words: readonly string[] };
}

/**
 * The scripts of UAX #31 (Unicode 17): all of table 5 (recommended) and of table 7 (limited use), and those of table 4 that a
 * community or a liturgy uses today. Emoji, and the languages that share Han, are in sentences.ts.
 */
export const LIVING_SCRIPTS: readonly LivingScript[] = readRows().map((row) => ({
  script: row.script,
  tag: row.tag,
  direction: row.direction,
  source: row.source,
  sentence: row.sentence,
  words: row.words.split(' '),
  unseen: { sentence: row.unseenSentence, words: row.unseenWords.split(' ') },
}));

/** Living scripts that no Noto family had a font for in November 2026: their texts are drawn as missing. */
export const WITHOUT_NOTO = ['Beria_Erfe', 'Garay', 'Gurung_Khema', 'Kirat_Rai', 'Ol_Onal', 'Tai_Yo', 'Tolong_Siki'];

/** What the profile's cards say in these scripts: the sentence, and lines of words. */
export const LIVING_SENTENCES: readonly Language[] = LIVING_SCRIPTS.map(({ tag, direction, sentence, words }) => ({
  tag,
  direction,
  sentences: [sentence, ...linesOf(words)],
}));

/** What the proof's cards say. */
export const UNSEEN_LIVING_SENTENCES: readonly Language[] = LIVING_SCRIPTS.map(({ tag, direction, unseen }) => ({
  tag,
  direction,
  sentences: [unseen.sentence, ...linesOf(unseen.words)],
}));

function linesOf(words: readonly string[]): readonly string[] {
  const count = Math.ceil(words.length / WORDS_IN_A_LINE);
  return Array.from({ length: count }, (_, at) => words.slice(at * WORDS_IN_A_LINE, (at + 1) * WORDS_IN_A_LINE).join(' '));
}

interface Row extends Omit<LivingScript, 'words' | 'unseen'> {
  readonly words: string;
  readonly unseenSentence: string;
  readonly unseenWords: string;
}

function readRows(): readonly Row[] {
  const file = readFileSync(new URL('living-scripts.json', import.meta.url), 'utf8');
  return JSON.parse(file) as readonly Row[]; // the test of the file holds it to this
}
