// Whether a card still says what it should, where characters of its texts have no font.
import { type Card, templateNamed } from '../../card-schema/catalogue.ts';
import { fieldInfo, isOptional } from '../../card-schema/fields.ts';
import { glyphsNeeded, graphemesOf } from './font-coverage.ts';
import type { StageText } from './texts.ts';

/** Makes no other letter of one: what stands around it, a skin tone astray, and marks of Latin letters on a sign, or a letter of scripts without marks. */
const DECORATION =
  /(?<=[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Common}]\p{M}*)[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]|\p{Me}|(?<!^)\p{Emoji_Modifier}/gu;
const LETTER_OR_DIGIT = /[\p{L}\p{N}]/u;

/**
 * The first field that must be given and whose text has lost half of its letters and digits, or more; where it has none, of all
 * that can be seen of it. A letter is lost with any of its marks, unless they only adorn it: without them it is another one.
 */
export function lostTextOf(card: Card, missing: readonly string[], texts: readonly StageText[]): string | undefined {
  if (missing.length === 0) return undefined;
  const params = card.params as Readonly<Record<string, string | readonly string[]>>; // where a field is of texts
  const required = Object.entries(templateNamed(card.template).fields).filter(
    ([, schema]) => ['text', 'texts'].includes(fieldInfo(schema).kind) && !isOptional(schema),
  );
  const isMissing = (character: string) => missing.includes(character);
  const lost = required.find(([name]) => {
    const text = [params[name] ?? ''].flat().join(' ');
    const variants = variantsIn(text, texts);
    return isLost(text, (grapheme) => variants(grapheme).some((variant) => [...variant.replace(DECORATION, '')].some(isMissing)));
  });
  return lost?.[0];
}

function isLost(text: string, isGraphemeLost: (grapheme: string) => boolean): boolean {
  const visible = graphemesOf(text).filter((grapheme) => glyphsNeeded(grapheme).length > 0);
  const lettered = visible.filter((grapheme) => LETTER_OR_DIGIT.test(grapheme));
  const judged = lettered.length > 0 ? lettered : visible;
  return judged.length > 0 && judged.filter(isGraphemeLost).length * 2 >= judged.length;
}

/** What a character of the text may be drawn as: where CSS writes it in capitals, it is those that a font must have. */
function variantsIn(text: string, texts: readonly StageText[]): (grapheme: string) => readonly string[] {
  const transformed = texts.find(
    ({ node, drawn }) => drawn !== node.data && (text.includes(node.data.trim()) || node.data.includes(text)),
  );
  if (!transformed) return (grapheme) => [grapheme];
  const lang = transformed.lang || undefined;
  return (grapheme) => [grapheme, grapheme.toLocaleUpperCase(lang), grapheme.toLocaleLowerCase(lang)];
}
