// WCAG contrast of a line of text to what lies behind it, where that is one colour.
import { styleOf } from './containers.ts';
import type { TextLine } from './text-lines.ts';

type Color = readonly [red: number, green: number, blue: number, alpha: number];

/** WCAG's 24 pixels for large text, on a card that networks show at half its size. */
const LARGE_TEXT_PX = 48;

export function minContrastOf({ style }: TextLine): number {
  return Number.parseFloat(style.fontSize) >= LARGE_TEXT_PX ? 3 : 4.5;
}

/** The least along the line, or undefined where an image or a gradient lies behind it. */
export function contrastOf(line: TextLine, stage: HTMLElement): number | undefined {
  const { left, top, right, bottom } = line.body;
  const ratios = [0.02, 0.5, 0.98].map((share) => {
    const ground = groundAt(left + (right - left) * share, (top + bottom) / 2, line.element, stage);
    return ground && contrast(over(faded(colorOf(line.style.color, stage), line.element), ground), ground);
  });
  return ratios.includes(undefined) ? undefined : Math.min(...(ratios as number[])) /* none is undefined */;
}

/** The colour behind the element at a point of the stage. */
function groundAt(x: number, y: number, element: HTMLElement, stage: HTMLElement): Color | undefined {
  const origin = stage.getBoundingClientRect();
  const stack = stage.ownerDocument.elementsFromPoint(x + origin.left, y + origin.top);
  const own = stack.indexOf(element);
  let ground: Color = [0, 0, 0, 0];
  for (const behind of own < 0 ? ancestorsOf(element) : stack.slice(own)) {
    const style = styleOf(behind);
    if (style.backgroundImage !== 'none' || REPLACED.has(behind.tagName)) return undefined;
    ground = over(ground, colorOf(style.backgroundColor, stage));
    if (ground[3] === 1) return ground;
  }
  return over(ground, [255, 255, 255, 1]);
}

/** Elements that are a picture. */
export const REPLACED: ReadonlySet<string> = new Set(['IMG', 'CANVAS', 'VIDEO', 'svg', 'PICTURE']);

function ancestorsOf(element: Element): readonly Element[] {
  const ancestors: Element[] = [];
  for (let at: Element | null = element; at; at = at.parentElement) ancestors.push(at);
  return ancestors;
}

function faded([red, green, blue, alpha]: Color, element: HTMLElement): Color {
  return [red, green, blue, alpha * opacityOf(element)];
}

export function opacityOf(element: Element): number {
  return ancestorsOf(element).reduce((product, at) => product * Number(styleOf(at).opacity), 1);
}

/** The upper colour laid on the lower one. */
function over(upper: Color, lower: Color): Color {
  const alpha = upper[3] + lower[3] * (1 - upper[3]);
  if (alpha === 0) return [0, 0, 0, 0];
  const mixed = (at: 0 | 1 | 2) => (upper[at] * upper[3] + lower[at] * lower[3] * (1 - upper[3])) / alpha;
  return [mixed(0), mixed(1), mixed(2), alpha];
}

const colors = new Map<string, Color>();

/** Any CSS colour, read by the browser itself. */
export function colorOf(css: string, stage: HTMLElement): Color {
  const known = colors.get(css);
  if (known) return known;
  const canvas = stage.ownerDocument.createElement('canvas');
  canvas.width = canvas.height = 1;
  const context = canvas.getContext('2d');
  if (!context) throw new Error('The browser gives no canvas, so no colour can be read.');
  context.fillStyle = css;
  context.fillRect(0, 0, 1, 1);
  const [red = 0, green = 0, blue = 0, alpha = 0] = context.getImageData(0, 0, 1, 1).data;
  const color: Color = [red, green, blue, alpha / 255];
  colors.set(css, color);
  return color;
}

function contrast(a: Color, b: Color): number {
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return ((light ?? 0) + 0.05) / ((dark ?? 0) + 0.05);
}

function luminance([red, green, blue]: Color): number {
  const linear = (value: number) => {
    const share = value / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
}
