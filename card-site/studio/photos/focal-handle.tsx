import { type KeyboardEvent, type PointerEvent, useRef, useState } from 'react';
import type { Point } from '../../../card-schema/photo-focus.ts';
import { arrowStep, createKeyGestures } from './arrow-keys.ts';
import { pointAt } from './draft.ts';
import type { Editing } from './editing.ts';
import { percent, pointInWords } from './in-words.ts';

interface FocalHandleProps extends Editing {
  readonly point: Point;
  readonly onDrag: (event: PointerEvent, element: HTMLElement) => void;
}

/** The focal point, to be dragged, or moved by the arrow keys. */
export function FocalHandle({ point, draft, change, announce, onDrag }: FocalHandleProps) {
  const [gestureOf] = useState(createKeyGestures);
  /** Where Escape brings it back to. */
  const before = useRef<Point>(point);

  function onKeyDown(event: KeyboardEvent): void {
    const step = arrowStep(event);
    const next = step ? pointAt(point[0] + step[0], point[1] + step[1]) : event.key === 'Escape' ? before.current : undefined;
    if (!next) return;
    event.preventDefault(); // the page does not scroll meanwhile
    change({ ...draft, point: next }, gestureOf(event));
    announce(`Focal point ${pointInWords(next)}`);
  }

  return (
    <button
      type="button"
      className="focal-handle"
      aria-label={`Focal point, ${pointInWords(point)}`}
      aria-describedby="focal-help"
      style={{ left: percentOf(point[0]), top: percentOf(point[1]) }}
      onFocus={() => {
        before.current = point;
      }}
      onKeyDown={onKeyDown}
      onPointerDown={(event) => {
        if (event.button !== 0) return;
        event.stopPropagation();
        onDrag(event, event.currentTarget);
      }}
      title={`${percent(point[0])}, ${percent(point[1])}`}
    />
  );
}

const percentOf = (fraction: number) => `${fraction * 100}%`;
