// Where the letters of a stage really stand: lines of text with the rectangle of their ink, in pixels of the stage.

export interface Rect {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

export interface TextLine {
  readonly element: HTMLElement;
  readonly style: CSSStyleDeclaration;
  readonly text: string;
  /** From the top of the capitals to the base line: what must stay in its box. Descenders may hang out of it by design. */
  readonly body: Rect;
  /** Everything that a reader needs: ascenders, descenders, and up to three marks a letter. */
  readonly ink: Rect;
  /** With every mark that someone stacked up. */
  readonly allInk: Rect;
}

/** No script needs more marks on a letter; those beyond are an attack on the neighbours. */
const MARKS_BEYOND_NEED = /(?<=\p{Mn}{3})\p{Mn}+/gu;

const GRAPHEMES = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** Every line of text that people see. Ornaments (aria-hidden) are not text. */
export function textLines(stage: HTMLElement): readonly TextLine[] {
  const view = stage.ownerDocument.defaultView;
  const canvas = stage.ownerDocument.createElement('canvas').getContext('2d');
  if (!view || !canvas) throw new Error('The stage is in no window, so nothing on it can be measured.');
  const origin = stage.getBoundingClientRect();
  const walker = stage.ownerDocument.createTreeWalker(stage, NodeFilter.SHOW_TEXT);
  const lines: TextLine[] = [];
  for (let at = walker.nextNode(); at; at = walker.nextNode()) {
    const node = at as Text; // SHOW_TEXT
    const element = node.parentElement;
    if (!element || node.data.trim() === '' || element.closest('[aria-hidden="true"]')) continue;
    const style = view.getComputedStyle(element);
    if (style.visibility !== 'visible') continue;
    canvas.font = `${style.fontStyle} ${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
    canvas.letterSpacing = style.letterSpacing === 'normal' ? '0px' : style.letterSpacing;
    const adjusted = style.fontSizeAdjust !== 'none';
    for (const { text, rect } of linesOf(node)) {
      const line = {
        element,
        style,
        text: text.trim(),
        ...inkOf(canvas, { text: drawn(text.trim(), style), rect: movedTo(origin, rect), adjusted }),
      };
      const last = lines.at(-1);
      // React writes `{minutes} min` as two texts, which a reader sees as one.
      if (last?.element === element && touching(last.body, line.body)) lines[lines.length - 1] = joined(last, line);
      else lines.push(line);
    }
  }
  return lines;
}

interface Line {
  readonly text: string;
  readonly rect: Rect;
}

/** The node's text as the layout broke it. Characters of one line may change direction, but not their top. */
function linesOf(node: Text): readonly Line[] {
  const lines: Line[] = [];
  const range = node.ownerDocument.createRange();
  for (const { segment, index } of GRAPHEMES.segment(node.data)) {
    range.setStart(node, index);
    range.setEnd(node, index + segment.length);
    const rect = range.getBoundingClientRect();
    if (rect.width === 0 && rect.height === 0) continue; // a blank that the line break took
    const last = lines.at(-1);
    if (last && overlapInHeight(last.rect, rect)) {
      lines[lines.length - 1] = { text: last.text + segment, rect: around(last.rect, rect) };
    } else lines.push({ text: segment, rect });
  }
  return lines.filter(({ text }) => text.trim() !== '');
}

/** Side by side on one line, with no more than a blank between. */
function touching(a: Rect, b: Rect): boolean {
  const apart = Math.max(a.left, b.left) - Math.min(a.right, b.right);
  return a.top === b.top && a.bottom === b.bottom && apart < b.bottom - b.top;
}

function joined(a: TextLine, b: TextLine): TextLine {
  return {
    ...a,
    text: `${a.text} ${b.text}`,
    body: around(a.body, b.body),
    ink: around(a.ink, b.ink),
    allInk: around(a.allInk, b.allInk),
  };
}

/** Lines of one text lie closer than their boxes are high, so half of the height decides. */
function overlapInHeight(a: Rect, b: Rect): boolean {
  const shared = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
  return shared > Math.min(a.bottom - a.top, b.bottom - b.top) / 2 && Math.abs(a.top - b.top) < (b.bottom - b.top) / 4;
}

/** A box of inline text reaches from the font's ascent to its descent, so its base line is known, and from that the ink. */
function inkOf(
  canvas: CanvasRenderingContext2D,
  { text, rect, adjusted }: Line & { readonly adjusted: boolean },
): Pick<TextLine, 'body' | 'ink' | 'allInk'> {
  const font = canvas.measureText('H');
  const baseLine = rect.top + font.fontBoundingBoxAscent * heightScale(font, rect);
  // A canvas knows no font-size-adjust.
  const scale = adjusted ? heightScale(font, rect) : 1;
  const extent = (of: string): Rect => {
    const { actualBoundingBoxAscent, actualBoundingBoxDescent } = canvas.measureText(of);
    return { ...rect, top: baseLine - actualBoundingBoxAscent * scale, bottom: baseLine + actualBoundingBoxDescent * scale };
  };
  return {
    body: { ...rect, top: baseLine - font.actualBoundingBoxAscent * scale, bottom: baseLine },
    ink: extent(text.normalize('NFD').replace(MARKS_BEYOND_NEED, '').normalize('NFC')),
    allInk: extent(text),
  };
}

/** The canvas rounds metrics of its own accord; the layout's box is the truth. */
function heightScale({ fontBoundingBoxAscent, fontBoundingBoxDescent }: TextMetrics, rect: Rect): number {
  return (rect.bottom - rect.top) / (fontBoundingBoxAscent + fontBoundingBoxDescent);
}

function drawn(text: string, { textTransform }: CSSStyleDeclaration): string {
  return textTransform === 'uppercase' ? text.toUpperCase() : text;
}

export function movedTo(origin: DOMRect, { left, top, right, bottom }: Rect): Rect {
  return { left: left - origin.left, top: top - origin.top, right: right - origin.left, bottom: bottom - origin.top };
}

function around(a: Rect, b: Rect): Rect {
  return {
    left: Math.min(a.left, b.left),
    top: Math.min(a.top, b.top),
    right: Math.max(a.right, b.right),
    bottom: Math.max(a.bottom, b.bottom),
  };
}

export function within(a: Rect, b: Rect): Rect {
  return {
    left: Math.max(a.left, b.left),
    top: Math.max(a.top, b.top),
    right: Math.min(a.right, b.right),
    bottom: Math.min(a.bottom, b.bottom),
  };
}

/** By how much the inner sticks out of the outer, at most; 0 or less where it does not. */
export function excess(inner: Rect, outer: Rect): number {
  return Math.max(outer.left - inner.left, outer.top - inner.top, inner.right - outer.right, inner.bottom - outer.bottom);
}
