import type { KeyboardEvent } from 'react';
import type { Point } from '../../../card-schema/photo-focus.ts';

const STEP = 0.01;
const LARGE_STEP = 0.1;

const DIRECTIONS: Readonly<Record<string, Point>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** How far an arrow key moves something, in parts of the photo; Shift makes it further. Undefined for any other key. */
export function arrowStep({ key, shiftKey, ctrlKey, altKey, metaKey }: KeyboardEvent): Point | undefined {
  const direction = DIRECTIONS[key];
  if (!direction || ctrlKey || altKey || metaKey) return undefined; // those are the browser's and the system's
  const step = shiftKey ? LARGE_STEP : STEP;
  return [direction[0] * step, direction[1] * step];
}

/** One for as long as a key is held: all of its repetitions are then one step of the history. */
export function createKeyGestures(): (event: KeyboardEvent) => object {
  let held = {};
  return (event) => {
    if (!event.repeat) held = {};
    return held;
  };
}
