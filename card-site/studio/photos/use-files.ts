import { type ClipboardEvent, type DragEvent, useState } from 'react';
import { type Dropped, droppedFiles, hasFiles, pastedFiles } from './dropped-files.ts';

/** Whether files are held over an element, and the events by which it takes them: a drop, and a paste while something in it has the focus. */
export function useFiles(onFiles: (dropped: Dropped) => void) {
  const [isOver, setOver] = useState(false);
  const events = {
    onDragOver(event: DragEvent) {
      if (isForInput(event)) return;
      event.preventDefault();
      event.dataTransfer.dropEffect = 'copy';
      setOver(true);
    },
    onDragLeave({ currentTarget, relatedTarget }: DragEvent) {
      if (!(relatedTarget instanceof Node && currentTarget.contains(relatedTarget))) setOver(false);
    },
    onDrop(event: DragEvent) {
      setOver(false);
      if (isForInput(event)) return;
      event.preventDefault();
      onFiles(droppedFiles(event.dataTransfer));
    },
    onPaste(event: ClipboardEvent) {
      const files = pastedFiles(event.clipboardData);
      if (files.length === 0) return; // a text is for the input that has the focus
      event.preventDefault();
      onFiles({ files, refusals: [] });
    },
  };
  return [isOver, events] as const;
}

/** A text that is dropped on an input stays the input's. */
function isForInput({ dataTransfer, target }: DragEvent): boolean {
  return !hasFiles(dataTransfer) && target instanceof Element && target.matches('input, textarea');
}
