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
    const drawn = style.textTransform === 'uppercase' ? text.data.toUpperCase() : text.data;
    texts.push({ node: text, drawn, style });
  }
  return texts;
}
