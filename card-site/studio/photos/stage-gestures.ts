// What a pointer does in the photo: it drags the focal point, clicks heads and draws boxes.
import { type PointerEvent as ReactPointerEvent, useState } from 'react';
import type { Box, Point } from '../../../card-schema/photo-focus.ts';
import { boxBetween, MAX_DRAWN, pointAt, withHead } from './draft.ts';
import type { Editing, Tool } from './editing.ts';
import { followPointer, placeIn } from './follow-pointer.ts';
import type { FoundHead } from './found-heads.ts';
import { counted, pointInWords } from './in-words.ts';

/** In CSS pixels: who moves less has clicked. */
const CLICK_PIXELS = 5;

export interface StageGestures {
  /** The box that is being drawn. */
  readonly drawing: Box | undefined;
  readonly dragPoint: (event: ReactPointerEvent, element: HTMLElement) => void;
  readonly onPointerDown: (event: ReactPointerEvent<HTMLDivElement>) => void;
  readonly onPointerUp: (event: ReactPointerEvent<HTMLDivElement>) => void;
}

export function useStageGestures(tool: Tool, editing: Editing): StageGestures {
  const [drawing, setDrawing] = useState<Box>();
  return {
    drawing,
    dragPoint: (event, element) => dragPoint(event, element, editing),
    onPointerDown(event) {
      if (event.button !== 0) return;
      if (tool === 'hide') drawBox(event, editing, setDrawing);
      // A finger may be about to scroll: it sets the point by a tap, and drags it by its handle.
      else if (event.pointerType !== 'touch') dragPoint(event, event.currentTarget, editing);
    },
    onPointerUp(event) {
      if (tool === 'focus' && event.pointerType === 'touch') tapPoint(event, editing);
    },
  };
}

function dragPoint(event: ReactPointerEvent, element: HTMLElement, { draft, change, announce }: Editing): void {
  const stage = element.closest('.stage');
  if (!stage) return;
  const gesture = {};
  const pointOf = (at: { readonly clientX: number; readonly clientY: number }) => pointAt(...placeIn(stage, at));
  const move = (at: Parameters<typeof pointOf>[0]) => change({ ...draft, point: pointOf(at) }, gesture);
  move(event);
  followPointer(element, event.pointerId, {
    onMove: move,
    onEnd(last) {
      // The arrow keys go on from there.
      stage.querySelector<HTMLElement>('.focal-handle')?.focus({ preventScroll: true });
      announce(`Focal point ${pointInWords(pointOf(last))}`);
    },
    onCancel: () => change(draft, gesture),
  });
}

function drawBox(
  event: ReactPointerEvent<HTMLDivElement>,
  editing: Editing,
  setDrawing: (next: (before: Box | undefined) => Box | undefined) => void,
): void {
  const stage = event.currentTarget;
  const from = placeIn(stage, event);
  const isDrag = ({ clientX, clientY }: PointerEvent) =>
    Math.hypot(clientX - event.clientX, clientY - event.clientY) > CLICK_PIXELS;
  const boxTo = (last: PointerEvent) => boxBetween(pointAt(...from), pointAt(...placeIn(stage, last)));
  followPointer(stage, event.pointerId, {
    onMove: (moved) => setDrawing((before) => (before || isDrag(moved) ? boxTo(moved) : undefined)),
    onEnd(last) {
      setDrawing(() => undefined);
      if (isDrag(last)) addBox(boxTo(last), editing);
      else toggleHeadAt(from, editing);
    },
    onCancel: () => setDrawing(() => undefined),
  });
}

function tapPoint(event: ReactPointerEvent<HTMLDivElement>, { draft, change, announce }: Editing): void {
  if (event.target instanceof Element && event.target.closest('.focal-handle')) return;
  const point = pointAt(...placeIn(event.currentTarget, event));
  change({ ...draft, point });
  announce(`Focal point ${pointInWords(point)}`);
}

function addBox(box: Box, { draft, change, announce }: Editing): void {
  if (draft.drawn.length >= MAX_DRAWN) {
    announce(`There are ${MAX_DRAWN} boxes already, and no more are possible.`);
    return;
  }
  change({ ...draft, drawn: [...draft.drawn, box] });
  announce(`Box ${draft.drawn.length + 1} added. ${counted(draft.drawn.length + 1, 'box', 'boxes')} in all.`);
}

/** Of heads that lie in one another, the smallest. */
function toggleHeadAt([left, top]: Point, { draft, heads, change, announce }: Editing): void {
  const covers = ({ box, isHidden }: FoundHead) =>
    !isHidden && left >= box[0] && left <= box[0] + box[2] && top >= box[1] && top <= box[1] + box[3];
  const [head] = heads.filter(covers).sort((one, other) => one.box[2] * one.box[3] - other.box[2] * other.box[3]);
  if (!head) return;
  const next = withHead(draft, head.number, heads);
  change(next);
  announce(`Face ${head.number} ${next.hide.includes(head.number) ? 'will be hidden' : 'will be seen'}.`);
}
