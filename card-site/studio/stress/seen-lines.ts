// The lines of text that are left when the browser has cut some with an ellipsis, as the template's CSS asked it to.
import { containersOf, styleOf } from './containers.ts';
import { movedTo, type Rect, type TextLine, textLines } from './text-lines.ts';

export interface SeenLine extends TextLine {
  /** An ellipsis stands at its end, because the text goes on. */
  readonly ellipsis: boolean;
}

export function seenLines(stage: HTMLElement): readonly SeenLine[] {
  const lines = textLines(stage);
  return lines.flatMap((line): readonly SeenLine[] => {
    const containers = containersOf(line.element, stage);
    const clamped = containers.find(isClamped);
    const row = clamped ? rowIn(clamped, line, lines) : 0;
    const rows = clamped ? Number(styleOf(clamped).webkitLineClamp) : 1;
    if (clamped && row >= rows) return []; // the ellipsis stands for it
    const cutting = ellipsisBoxOf(containers);
    const box = cutting && movedTo(stage.getBoundingClientRect(), cutting.getBoundingClientRect());
    const cut = box !== undefined && (line.ink.left < box.left - 1 || line.ink.right > box.right + 1);
    const seen = box ? { body: across(line.body, box), ink: across(line.ink, box), allInk: across(line.allInk, box) } : {};
    return [{ ...line, ...seen, ellipsis: cut || (clamped !== undefined && row === rows - 1) || line.text.endsWith('…') }];
  });
}

function isClamped(element: HTMLElement): boolean {
  const { webkitLineClamp, overflowY } = styleOf(element);
  return webkitLineClamp !== 'none' && overflowY !== 'visible' && element.scrollHeight > element.clientHeight;
}

/** Letters of one row stand on one base line, whatever their size. */
function rowIn(clamped: HTMLElement, { body }: TextLine, lines: readonly TextLine[]): number {
  const above = lines.filter((other) => clamped.contains(other.element) && other.body.bottom < body.bottom - 1);
  return new Set(above.map((other) => Math.round(other.body.bottom))).size;
}

/** Only the block whose own lines they are can give them an ellipsis; boxes in a line belong to the line. */
function ellipsisBoxOf(containers: readonly HTMLElement[]): HTMLElement | undefined {
  const block = containers.find((container) => !styleOf(container).display.startsWith('inline')) ?? containers[0];
  const own = containers.slice(0, block ? containers.indexOf(block) + 1 : 0);
  return own.find((element) => {
    const { textOverflow, overflowX, display } = styleOf(element);
    if (textOverflow !== 'ellipsis' || overflowX === 'visible' || /flex|grid/.test(display)) return false;
    return element.scrollWidth > element.clientWidth;
  });
}

/** What is left of a rectangle between the left and the right edge of the box; its height stays. */
function across(rect: Rect, box: Rect): Rect {
  return { ...rect, left: Math.max(rect.left, box.left), right: Math.min(rect.right, box.right) };
}
