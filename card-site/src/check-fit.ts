import { fitBoxes, holds, placeOfWords, wholeTextOf } from './fit-texts.ts';
import { refusal } from './refusal.ts';
import { textsOf } from './texts.ts';

/** Rounding is not an overflow. */
const TOLERANCE_PX = 1;

/**
 * Looks at what came of it: throws where a text leaves its box, its surroundings or the stage, or lies on another text.
 * Ornaments (aria-hidden) may be cropped; they are not text.
 */
export function checkFit(stage: HTMLElement): void {
  const boxes = fitBoxes(stage);
  for (const box of boxes) {
    if (!holds(box) || !surroundingsHold(box, stage)) throw refusal('text does not fit', shortened(wholeTextOf(box)));
  }
  const places = boxes.map(placeOfWords);
  boxes.forEach((box, at) => {
    const place = places[at];
    if (place && places.slice(at + 1).some((other) => overlap(place, other))) {
      throw refusal('text does not fit', shortened(wholeTextOf(box)));
    }
  });
  const edges = stage.getBoundingClientRect();
  for (const { node } of textsOf(stage)) {
    if (node.parentElement?.closest('[aria-hidden]')) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    if (!contains(edges, range.getBoundingClientRect())) throw refusal('text does not fit', shortened(node.data));
  }
}

/** A box can hold its words because a grid or flex track grew with them; then it is the box that sticks out. */
function surroundingsHold(box: HTMLElement, stage: HTMLElement): boolean {
  const place = box.getBoundingClientRect();
  for (let around = box.parentElement; around && around !== stage; around = around.parentElement) {
    if (!contains(around.getBoundingClientRect(), place)) return false;
  }
  return true;
}

function contains(outer: DOMRect, inner: DOMRect): boolean {
  return (
    inner.left >= outer.left - TOLERANCE_PX &&
    inner.right <= outer.right + TOLERANCE_PX &&
    inner.top >= outer.top - TOLERANCE_PX &&
    inner.bottom <= outer.bottom + TOLERANCE_PX
  );
}

function overlap(a: DOMRect, b: DOMRect): boolean {
  const width = Math.min(a.right, b.right) - Math.max(a.left, b.left);
  const height = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
  return width > TOLERANCE_PX && height > TOLERANCE_PX;
}

function shortened(text: string): string {
  const characters = [...text];
  return characters.length > 40 ? `${characters.slice(0, 40).join('')}…` : text;
}
