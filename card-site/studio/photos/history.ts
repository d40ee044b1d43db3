// Steps of editing, which are taken back and made again.

export interface History<T> {
  readonly past: readonly T[];
  readonly now: T;
  readonly future: readonly T[];
  readonly gesture: unknown;
}

export type Action<T> =
  | { readonly kind: 'change'; readonly next: T; readonly gesture: unknown }
  | { readonly kind: 'undo' | 'redo' };

export function startedAt<T>(now: T): History<T> {
  return { past: [], now, future: [], gesture: undefined };
}

export function after<T>(history: History<T>, action: Action<T>): History<T> {
  const { past, now, future } = history;
  switch (action.kind) {
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
