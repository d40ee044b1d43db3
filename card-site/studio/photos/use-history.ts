import { useCallback, useReducer } from 'react';
import { after, startedAt } from './history.ts';

export interface UndoableState<T> {
  readonly now: T;
  /** Changes with one and the same gesture, such as a drag, are one step. */
  readonly change: (next: T, gesture?: unknown) => void;
  readonly undo: (() => void) | undefined;
  readonly redo: (() => void) | undefined;
}

/** A state whose changes can be taken back and made again. */
export function useHistory<T>(initial: () => T): UndoableState<T> {
  const [{ past, now, future }, dispatch] = useReducer(after<T>, undefined, () => startedAt(initial()));
  const change = useCallback((next: T, gesture?: unknown) => dispatch({ kind: 'change', next, gesture }), []);
  return {
    now,
    change,
    undo: past.length > 0 ? () => dispatch({ kind: 'undo' }) : undefined,
    redo: future.length > 0 ? () => dispatch({ kind: 'redo' }) : undefined,
  };
}
