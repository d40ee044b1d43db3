// Latin, Greek and Cyrillic put two marks above a letter and one below it at most (Ẫ, Ệ). Other scripts' marks are of other blocks.

/** Marks below the letter. In form NFD they stand before those above. */
const BELOW =
  '\u0316-\u0319\u031c-\u0320\u0323-\u0326\u0329-\u0333\u0339-\u033c\u0347-\u0349\u034d\u034e\u0353-\u0356\u0359\u035a';
const SECOND_BELOW = new RegExp(`(?<=[${BELOW}])[${BELOW}]+`, 'gu');
/** A Greek iota may stand under two marks (ᾧ), once. */
const THIRD_AND_LATER = /(?<=[\u0300-\u036f]{2})[\u0300-\u0344\u0346-\u036f]+|(?<=\u0345)\u0345+/gu;

/** Leaves out marks that are only stacked up (zalgo), to lie over the texts above and below. */
export function withoutStackedMarks(text: string): string {
  // Cards are in form NFC, where marks of their own are rare; texts without any need no part of the browser that takes letters apart.
  if (!/[\u0300-\u036f]/u.test(text)) return text;
  return text.normalize('NFD').replace(SECOND_BELOW, '').replace(THIRD_AND_LATER, '').normalize('NFC');
}
