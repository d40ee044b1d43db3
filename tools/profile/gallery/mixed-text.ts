// Texts as people never plan them: words of any script, with marks, emoji and symbols of every block mixed in.

import { graphicCharacters } from '../../../card-site/fonts/graphic-characters.ts';
import { CHARACTER_GROUPS } from '../../../tools/docs/character-groups.ts';
import type { Random } from './random.ts';

const charactersOf = (isWanted: (group: (typeof CHARACTER_GROUPS)[number]) => boolean): readonly string[] =>
  CHARACTER_GROUPS.filter(isWanted).flatMap(graphicCharacters);

const MARKS = charactersOf(({ bases }) => bases !== undefined);
const EMOJI = charactersOf(({ name }) => /emoji/i.test(name)).filter((character) => /\p{Emoji_Presentation}/u.test(character));
/** By block, or Han and hangul would be all that is ever met. */
const SYMBOLS = CHARACTER_GROUPS.filter(({ bases, minShare }) => bases === undefined && minShare > 0).map(graphicCharacters);

const SKIN_TONES = ['🏻', '🏼', '🏽', '🏾', '🏿'];
const SEQUENCES = [
  ...['👩‍👩‍👧‍👦', '🏴󠁧󠁢󠁷󠁬󠁳󠁿', '🏳️‍⚧️', '❤️‍🩹', '🧑‍🎄', '👁️‍🗨️', '🐦‍⬛', '🍋‍🟩', '🙂‍↔️', '🧑‍🧑‍🧒', '⛓️‍💥', '#️⃣', '5️⃣', '☎︎', '☀️', '™️'],
  ...['NO', 'JP', 'BR', 'ZA', 'UN', 'QQ'].map((region) => region.replace(/./g, (letter) => regional(letter))),
];

function regional(letter: string): string {
  return String.fromCodePoint(0x1f1a5 + (letter.codePointAt(0) ?? 0));
}

/** A text of at most so many characters, from the words of one script or of several. */
export function mixedText(random: Random, scripts: readonly (readonly string[])[], max: number): string {
  const some = random.chance(0.7) ? [random.pick(scripts)] : random.some(scripts, random.integer(2, 3));
  const parts = Array.from({ length: random.integer(1, 9) }, () => {
    const word = random.pick(random.pick(some));
    return random.chance(0.08) ? marked(random, word) : word;
  });
  if (random.chance(0.25)) insert(random, parts, emoji(random));
  if (random.chance(0.25)) insert(random, parts, random.pick(random.pick(SYMBOLS)));
  const text = parts.join(random.chance(0.9) ? ' ' : random.pick(['', ' — ', ', ', '\u200b', '\n'])).normalize('NFC');
  return [...text].slice(0, max).join('').trim() || '–';
}

/** The word with a mark on any one of its characters. */
function marked(random: Random, word: string): string {
  const characters = [...word];
  insert(random, characters, random.pick(MARKS), 1);
  return characters.join('');
}

function emoji(random: Random): string {
  if (random.chance(0.3)) return random.pick(SEQUENCES);
  const one = random.pick(EMOJI);
  return /\p{Emoji_Modifier_Base}/u.test(one) && random.chance(0.5) ? one + random.pick(SKIN_TONES) : one;
}

function insert(random: Random, into: string[], one: string, from = 0): void {
  into.splice(random.integer(from, into.length), 0, one);
}
