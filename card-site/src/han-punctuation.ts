// Quotes, dashes and dots that Chinese and Japanese share with the Latin script: in their texts they come from the font of Han
// characters, where they are as wide as these.

const LANGUAGES = /^(zh|ja|yue|wuu|hak|nan|cmn)\b/;
const SHARED = /^[·‘’“”—…‥]$/;
const OF_HAN = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Bopomofo}\u3000-\u303f\uff00-\uffef]/u;
const LATIN_LETTER = /^\p{Script=Latin}/u;
const CLOSING: Readonly<Record<string, string>> = { '”': '“', '’': '‘' };

/** The places of such signs among the graphemes of a text in that language. */
export function hanPunctuation(graphemes: readonly string[], lang: string): readonly number[] {
  if (!LANGUAGES.test(lang) || !graphemes.some((each) => SHARED.test(each)) || !readsAsHan(graphemes)) return [];
  const places = new Set<number>();
  const open: number[] = [];
  graphemes.forEach((sign, at) => {
    if (!SHARED.test(sign) || isApostrophe(graphemes, at)) return;
    const opening = CLOSING[sign] ? open.findLast((each) => graphemes[each] === CLOSING[sign]) : undefined;
    if (sign === '“' || sign === '‘') open.push(at);
    // Both quotes of a pair look alike, though but one of them stands next to a Han character.
    const both = opening === undefined ? [at] : [opening, at];
    if (both.some((each) => places.has(each) || isNextToHan(graphemes, each))) for (const each of both) places.add(each);
  });
  return [...places].sort((a, b) => a - b);
}

/** A sentence in Latin letters that quotes a Chinese word keeps its own signs. */
function readsAsHan(graphemes: readonly string[]): boolean {
  const characters = graphemes.filter((each) => OF_HAN.test(each)).length;
  const words = graphemes.join('').match(/\p{Script=Latin}+/gu)?.length ?? 0;
  return characters > 0 && characters >= words;
}

function isApostrophe(graphemes: readonly string[], at: number): boolean {
  return graphemes[at] === '’' && [graphemes[at - 1], graphemes[at + 1]].every((each) => LATIN_LETTER.test(each ?? ''));
}

function isNextToHan(graphemes: readonly string[], at: number): boolean {
  let before = at - 1;
  while (SHARED.test(graphemes[before] ?? '')) before -= 1;
  let after = at + 1;
  while (SHARED.test(graphemes[after] ?? '')) after += 1;
  return OF_HAN.test(graphemes[before] ?? '') || OF_HAN.test(graphemes[after] ?? '');
}
