import { graphemesOf } from './font-coverage.ts';

/** A text as it stands on the stage. */
export interface StageText {
  readonly node: Text;
  /** What is drawn: the text after text-transform. */
  readonly drawn: string;
  readonly style: CSSStyleDeclaration;
  readonly lang: string;
}

/** Every text on the stage. Pseudo-elements are not seen, so cards do not put text into them. */
export function textsOf(stage: HTMLElement): readonly StageText[] {
  const walker = document.createTreeWalker(stage, NodeFilter.SHOW_TEXT);
  const texts: StageText[] = [];
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const text = node as Text; // SHOW_TEXT
    if (!text.parentElement || text.data.trim() === '') continue;
    const style = getComputedStyle(text.parentElement);
    const { lang } = text.parentElement.closest<HTMLElement>('[lang]') ?? stage;
    texts.push({ node: text, drawn: drawnAs(text.data, style, lang), style, lang });
  }
  return texts;
}

/** A text with what stands for those of its graphemes that no font can draw whole. */
export function withReplacements(
  { node, style, lang }: StageText,
  replacements: ReadonlyMap<string, string> = new Map(),
): string {
  if (replacements.size === 0) return node.data;
  const kept = graphemesOf(node.data).map((grapheme) => {
    const drawn = drawnAs(grapheme, style, lang);
    const rest = graphemesOf(drawn)
      .map((each) => replacements.get(each) ?? each)
      .join('');
    return rest === drawn ? grapheme : rest;
  });
  return kept.join('');
}

/** Each language has its own letters: Turkish writes `i` as `İ`. Other transforms look at the letters around, and no template has one. */
export function drawnAs(text: string, { textTransform }: CSSStyleDeclaration, lang: string): string {
  if (textTransform === 'none') return text;
  if (textTransform === 'uppercase') return text.toLocaleUpperCase(lang || undefined);
  if (textTransform === 'lowercase') return text.toLocaleLowerCase(lang || undefined);
  throw new Error(`Cards may have text-transform none, uppercase or lowercase; got ${textTransform}.`);
}
