// What lies on a text and hides it.
import { styleOf } from './containers.ts';
import { colorOf, opacityOf, REPLACED } from './contrast.ts';
import type { TextLine } from './text-lines.ts';

/** Where along a line one looks, as shares of its width. */
const PLACES = [0.02, 0.25, 0.5, 0.75, 0.98];

/** An opaque element above the line, or undefined. Ornaments (aria-hidden) are meant to lie where they lie. */
export function coverOf(line: TextLine, stage: HTMLElement): Element | undefined {
  const origin = stage.getBoundingClientRect();
  const { left, top, right, bottom } = line.body;
  const y = origin.top + (top + bottom) / 2;
  for (const share of PLACES) {
    const stack = stage.ownerDocument.elementsFromPoint(origin.left + left + (right - left) * share, y);
    const above = stack.slice(0, Math.max(0, stack.indexOf(line.element))); // -1: cut off here, so nothing can hide it
    const cover = above.find((element) => !isPartOf(line.element, element) && isOpaque(element, stage));
    if (cover) return cover;
  }
  return undefined;
}

/** Around the text, a part of its line, or no content at all. */
function isPartOf(text: HTMLElement, element: Element): boolean {
  if (element.contains(text) || element.closest('[aria-hidden="true"]')) return true;
  return text.contains(element) && styleOf(element).display.startsWith('inline');
}

function isOpaque(element: Element, stage: HTMLElement): boolean {
  if (opacityOf(element) < 1) return false;
  return REPLACED.has(element.tagName) || colorOf(styleOf(element).backgroundColor, stage)[3] === 1;
}
