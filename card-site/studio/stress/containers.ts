// The boxes around a text, and what they cut off.
import { movedTo, type Rect, within } from './text-lines.ts';

/** The blocks that hold an element, inside out, without the stage. What is positioned out of a box is not held by it. */
export function containersOf(element: HTMLElement, stage: HTMLElement): readonly HTMLElement[] {
  const containers: HTMLElement[] = [];
  for (let at: HTMLElement | null = element; at && at !== stage; at = holderOf(at)) {
    if (styleOf(at).display !== 'inline') containers.push(at);
  }
  return containers;
}

/** What can be seen of an element, in pixels of the stage: the common part of every ancestor that clips. */
export function clipOf(element: HTMLElement, stage: HTMLElement): Rect {
  const origin = stage.getBoundingClientRect();
  return containersOf(element, stage)
    .map((container) => movedTo(origin, clipBoxOf(container)))
    .reduce(within, EVERYWHERE);
}

const EVERYWHERE: Rect = { left: -Infinity, top: -Infinity, right: Infinity, bottom: Infinity };

function holderOf(element: HTMLElement): HTMLElement | null {
  const { position } = styleOf(element);
  if (position === 'fixed') return null;
  return position === 'absolute' ? (element.offsetParent as HTMLElement | null) /* HTML knows no other */ : element.parentElement;
}

function clipBoxOf(element: HTMLElement): Rect {
  const style = styleOf(element);
  const { left, top, right, bottom } = element.getBoundingClientRect();
  const inset = /^inset\(([^)]*)\)/.exec(style.clipPath)?.[1]?.split(' round ')[0];
  const [up = 0, end = up, down = up, start = end] = (inset?.split(' ') ?? []).map((length) => Number.parseFloat(length));
  const path =
    style.clipPath === 'none' ? EVERYWHERE : { left: left + start, top: top + up, right: right - end, bottom: bottom - down };
  const edges = {
    left: left + Number.parseFloat(style.borderLeftWidth) - marginOf(style),
    top: top + Number.parseFloat(style.borderTopWidth) - marginOf(style),
    right: right - Number.parseFloat(style.borderRightWidth) + marginOf(style),
    bottom: bottom - Number.parseFloat(style.borderBottomWidth) + marginOf(style),
  };
  const axes = {
    left: style.overflowX === 'visible' ? -Infinity : edges.left,
    top: style.overflowY === 'visible' ? -Infinity : edges.top,
    right: style.overflowX === 'visible' ? Infinity : edges.right,
    bottom: style.overflowY === 'visible' ? Infinity : edges.bottom,
  };
  return within(path, axes);
}

function marginOf({ overflowX, overflowClipMargin }: CSSStyleDeclaration): number {
  return overflowX === 'clip' ? Number.parseFloat(overflowClipMargin) || 0 : 0;
}

export function styleOf(element: Element): CSSStyleDeclaration {
  const view = element.ownerDocument.defaultView;
  if (!view) throw new Error('The element is in no window, so it has no style.');
  return view.getComputedStyle(element);
}
