import { useEffect } from 'react';
import { hasFiles } from './dropped-files.ts';

/** A file that is dropped where nothing takes it would be opened by the browser in place of the studio, or of a live card. */
export function useDragGuard(): void {
  useEffect(() => {
    const { dataset } = document.documentElement;
    const over = (event: DragEvent) => {
      if (!event.dataTransfer || !hasFiles(event.dataTransfer)) return;
      dataset['dragging'] = '';
      if (event.defaultPrevented) return;
      event.preventDefault();
      event.dataTransfer.dropEffect = 'none';
    };
    const end = (event: DragEvent) => {
      delete dataset['dragging'];
      if (event.dataTransfer && hasFiles(event.dataTransfer)) event.preventDefault();
    };
    const leave = ({ relatedTarget }: DragEvent) => {
      if (!relatedTarget) delete dataset['dragging'];
    };
    const listeners = { dragover: over, drop: end, dragleave: leave } as const;
    for (const [type, listener] of Object.entries(listeners)) addEventListener(type, listener as EventListener);
    return () => {
      for (const [type, listener] of Object.entries(listeners)) removeEventListener(type, listener as EventListener);
    };
  }, []);
}
