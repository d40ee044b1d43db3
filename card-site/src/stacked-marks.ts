// Latin, Greek and Cyrillic put two marks above a letter and one below it at most (Ẫ, Ệ). Other scripts' marks are of other blocks.

/** Marks below the letter. In form NFD they stand before those above. */
const BELOW =
  '\u0316-\u0319\u031c-\u0320\u0323-\u0326\u0329-\u0333\u0339-\u033c\u0347-\u0349\u034d\u034e\u0353-\u0356\u0359\u035a';
const SECOND_BELOW = new RegExp(`(?<=[${BELOW}])[${BELOW}]+`, 'gu');
/** A Greek iota may stand under two marks (ᾧ), once. */
const THIRD_AND_LATER =
  /(?<=[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\ufe20-\ufe2f]{2})[\u0300-\u0344\u0346-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\ufe20-\ufe2f]+|(?<=\u0345)\u0345+/gu;
const OF_LATIN = /[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\ufe20-\ufe2f]/u;

/** Marks of all other scripts that take no room, and those around a letter; हाााा is a long a. The letters that hang in Tibetan stacks may come twice. */
const RUN_OF_MARKS = /(?:(?![\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\ufe20-\ufe2f\u0f8d-\u0fbc])[\p{Mn}\p{Me}]){2,}/gu;

/** Leaves out marks that are only stacked up (zalgo), to lie over the texts above and below. */
export function withoutStackedMarks(text: string): string {
  const once = text.replace(RUN_OF_MARKS, (marks) => [...new Set(marks)].join(''));
  // Cards are in form NFC, where marks of their own are rare; texts without any need no part of the browser that takes letters apart.
  if (!OF_LATIN.test(once)) return once;
  return once.normalize('NFD').replace(SECOND_BELOW, '').replace(THIRD_AND_LATER, '').normalize('NFC');
}

/** The marks of which nothing is left in a text: they are lost, where one too many of a kind is only a slip of the keyboard. */
export function marksLeftOut(text: string, drawn: string): readonly string[] {
  if (drawn === text) return [];
  const kept = new Set(drawn.normalize('NFD'));
  return [...new Set(text.normalize('NFD'))].filter((character) => !kept.has(character));
}
