import { useEffect } from 'react';
import type { UndoableState } from './use-history.ts';

/** Ctrl or ⌘ with Z takes a step back, with Shift or Y forth. In a field that is typed in they are the field's own. */
export function useUndoKeys({ undo, redo }: Pick<UndoableState<unknown>, 'undo' | 'redo'>, isOn: boolean): void {
  useEffect(() => {
    if (!isOn) return;
    const onKeyDown = (event: KeyboardEvent) => {
      const step = stepOf(event) === 'undo' ? undo : stepOf(event) === 'redo' ? redo : undefined;
      if (!step) return;
      event.preventDefault();
      step();
    };
    // Of the window: who has clicked in the photo has no element in focus.
    addEventListener('keydown', onKeyDown);
    return () => removeEventListener('keydown', onKeyDown);
  }, [undo, redo, isOn]);
}

function stepOf({ key, ctrlKey, metaKey, altKey, shiftKey, target }: KeyboardEvent): 'undo' | 'redo' | undefined {
  if (!(ctrlKey || metaKey) || altKey || (target instanceof HTMLInputElement && target.type === 'number')) return undefined;
  const letter = key.toLowerCase();
  if (letter === 'y' || (letter === 'z' && shiftKey)) return 'redo';
  return letter === 'z' ? 'undo' : undefined;
}
