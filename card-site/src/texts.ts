import { graphemesOf } from './font-coverage.ts';

/** A text as it stands on the stage. */
export interface StageText {
  readonly node: Text;
  /** What is drawn: the text after text-transform. */
  readonly drawn: string;
  readonly style: CSSStyleDeclaration;
}

/** Every text on the stage. Pseudo-elements are not seen, so cards do not put text into them. */
export function textsOf(stage: HTMLElement): readonly StageText[] {
  const walker = document.createTreeWalker(stage, NodeFilter.SHOW_TEXT);
  const texts: StageText[] = [];
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const text = node as Text; // SHOW_TEXT
    if (!text.parentElement || text.data.trim() === '') continue;
    const style = getComputedStyle(text.parentElement);
    texts.push({ node: text, drawn: drawnAs(text.data, style), style });
  }
  return texts;
}

/**
 * Puts in a text what is left of each grapheme that no font can draw whole, so that no box stands in its place. That something is
 * missing is told elsewhere.
 */
export function leaveOut({ node, style }: StageText, rests: ReadonlyMap<string, string>): void {
  const kept = graphemesOf(node.data).map((grapheme) => {
    const drawn = drawnAs(grapheme, style);
    const rest = graphemesOf(drawn)
      .map((each) => rests.get(each) ?? each)
      .join('');
    return rest === drawn ? grapheme : rest;
  });
  node.data = kept.join('');
}

function drawnAs(text: string, { textTransform }: CSSStyleDeclaration): string {
  return textTransform === 'uppercase' ? text.toUpperCase() : text;
}
