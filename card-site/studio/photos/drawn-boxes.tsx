import { type KeyboardEvent, type PointerEvent, useState } from 'react';
import type { Box, Point } from '../../../card-schema/photo-focus.ts';
import { arrowStep, createKeyGestures } from './arrow-keys.ts';
import { boxAt } from './draft.ts';
import type { Editing } from './editing.ts';
import { followPointer, placeIn } from './follow-pointer.ts';
import { boxInWords } from './in-words.ts';
import { inPlace } from './stage-place.ts';

/** The boxes that a person has drawn over heads. Each is moved as a whole, and by its corner made larger or smaller. */
export function DrawnBoxes({ canDrag, ...editing }: Editing & { readonly canDrag: boolean }) {
  return (
    <div className="stage-drawn" data-draggable={canDrag}>
      {editing.draft.drawn.map((box, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a box is known by its place in the list; it changes while it is moved
        <DrawnBox key={index} {...editing} box={box} index={index} />
      ))}
    </div>
  );
}

function DrawnBox({ box, index, draft, change, announce }: Editing & { readonly box: Box; readonly index: number }) {
  const [gestureOf] = useState(createKeyGestures);
  const [left, top, width, height] = box;
  const moved = ([x, y]: Point) => boxAt(left + x, top + y, width, height);
  const sized = ([x, y]: Point) => boxAt(left, top, Math.min(1 - left, width + x), Math.min(1 - top, height + y));
  const put = (next: Box, gesture: object) => change({ ...draft, drawn: draft.drawn.with(index, next) }, gesture);

  const onKey = (change: (by: Point) => Box) => (event: KeyboardEvent) => {
    const step = arrowStep(event);
    if (!step) return;
    event.preventDefault();
    const next = change(step);
    put(next, gestureOf(event));
    announce(`Box ${index + 1}, ${boxInWords(next)}`);
  };
  const onDown = (change: (by: Point) => Box) => (event: PointerEvent<HTMLElement>) => {
    const stage = event.currentTarget.closest('.stage');
    if (!stage || event.button !== 0) return;
    event.stopPropagation(); // no box is drawn on a box
    const start = placeIn(stage, event);
    const gesture = {};
    followPointer(event.currentTarget, event.pointerId, {
      onMove(at) {
        const [x, y] = placeIn(stage, at);
        put(change([x - start[0], y - start[1]]), gesture);
      },
      onEnd: () => {},
      onCancel: () => put(box, gesture),
    });
  };
  return (
    <div className="stage-box" data-kind="drawn" style={inPlace(box)}>
      <button
        type="button"
        className="drawn-body"
        aria-label={`Box ${index + 1}, ${boxInWords(box)}`}
        aria-describedby="box-help"
        onKeyDown={onKey(moved)}
        onPointerDown={onDown(moved)}
      />
      <span className="stage-label" aria-hidden="true">
        box {index + 1}
      </span>
      <button
        type="button"
        className="drawn-corner"
        aria-label={`Size of box ${index + 1}`}
        aria-describedby="box-help"
        onKeyDown={onKey(sized)}
        onPointerDown={onDown(sized)}
      />
    </div>
  );
}
