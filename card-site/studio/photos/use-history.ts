import { useCallback, useReducer } from 'react';

interface History<T> {
  readonly past: readonly T[];
  readonly now: T;
  readonly future: readonly T[];
  readonly gesture: unknown;
}

type Action<T> =
  | { readonly kind: 'change'; readonly next: T; readonly gesture: unknown }
  | { readonly kind: 'undo' | 'redo' }
  | { readonly kind: 'restart'; readonly next: T };

export interface UndoableState<T> {
  readonly now: T;
  /** Changes with one and the same gesture, such as a drag, are one step. */
  readonly change: (next: T, gesture?: unknown) => void;
  readonly undo: (() => void) | undefined;
  readonly redo: (() => void) | undefined;
  /** Forgets all steps. */
  readonly restart: (next: T) => void;
}

/** A state whose changes can be taken back and made again. */
export function useHistory<T>(initial: () => T): UndoableState<T> {
  const [{ past, now, future }, dispatch] = useReducer(after<T>, undefined, () => startedAt(initial()));
  const change = useCallback((next: T, gesture?: unknown) => dispatch({ kind: 'change', next, gesture }), []);
  const restart = useCallback((next: T) => dispatch({ kind: 'restart', next }), []);
  return {
    now,
    change,
    restart,
    undo: past.length > 0 ? () => dispatch({ kind: 'undo' }) : undefined,
    redo: future.length > 0 ? () => dispatch({ kind: 'redo' }) : undefined,
  };
}

function startedAt<T>(now: T): History<T> {
  return { past: [], now, future: [], gesture: undefined };
}

function after<T>(history: History<T>, action: Action<T>): History<T> {
  const { past, now, future } = history;
  switch (action.kind) {
    case 'restart':
      return startedAt(action.next);
    case 'undo':
      return past.length === 0
        ? history
        : { past: past.slice(0, -1), now: past.at(-1) as T, future: [now, ...future], gesture: undefined };
    case 'redo':
      return future.length === 0
        ? history
        : { past: [...past, now], now: future[0] as T, future: future.slice(1), gesture: undefined };
    default: {
      if (JSON.stringify(action.next) === JSON.stringify(now)) return history;
      const isSameGesture = action.gesture !== undefined && action.gesture === history.gesture;
      // A drag that was given up is no step.
      if (isSameGesture && JSON.stringify(action.next) === JSON.stringify(past.at(-1)))
        return { past: past.slice(0, -1), now: action.next, future: [], gesture: undefined };
      return { past: isSameGesture ? past : [...past, now], now: action.next, future: [], gesture: action.gesture };
    }
  }
}
