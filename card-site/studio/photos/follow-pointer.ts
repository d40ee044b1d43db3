import type { Point } from '../../../card-schema/photo-focus.ts';

interface Following {
  readonly onMove: (event: PointerEvent) => void;
  /** The pointer was lifted where it is. */
  readonly onEnd: (event: PointerEvent) => void;
  /** Escape, or the browser took the gesture for one of its own. */
  readonly onCancel: () => void;
}

/** Follows a pointer that went down on an element until it is lifted, also outside of it. */
export function followPointer(element: HTMLElement, pointerId: number, { onMove, onEnd, onCancel }: Following): void {
  const listening = new AbortController();
  const { signal } = listening;
  const of = (then: (event: PointerEvent) => void) => (event: PointerEvent) => {
    if (event.pointerId === pointerId) then(event);
  };
  const end = () => {
    listening.abort();
    if (element.hasPointerCapture(pointerId)) element.releasePointerCapture(pointerId);
  };
  const cancel = () => {
    end();
    onCancel();
  };
  element.setPointerCapture(pointerId);
  element.addEventListener('pointermove', of(onMove), { signal });
  element.addEventListener(
    'pointerup',
    of((event) => {
      end();
      onEnd(event);
    }),
    { signal },
  );
  element.addEventListener('pointercancel', of(cancel), { signal });
  const onKey = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return;
    event.preventDefault();
    event.stopPropagation();
    cancel();
  };
  addEventListener('keydown', onKey, { signal, capture: true });
}

/** Where in an element a pointer is, as fractions of its width and height; it may be outside. */
export function placeIn(element: Element, { clientX, clientY }: { readonly clientX: number; readonly clientY: number }): Point {
  const { left, top, width, height } = element.getBoundingClientRect();
  return [(clientX - left) / width, (clientY - top) / height];
}
