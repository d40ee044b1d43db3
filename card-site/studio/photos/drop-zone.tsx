import { type ClipboardEvent, type DragEvent, type ReactNode, useId, useRef, useState } from 'react';
import { type Dropped, droppedFiles, hasFiles, pastedFiles } from './dropped-files.ts';
import './drop-zone.css';

/** As people choose files; what a file is, its bytes say. */
const ACCEPTED = 'image/jpeg,image/png,image/webp,image/gif,image/avif,image/heic,image/heif,.heic,.heif';

export interface DropZoneProps {
  /** What the button says, such as `Choose photos`. */
  readonly action: string;
  /** Names the button for people who do not see where it stands. */
  readonly label: string;
  readonly several: boolean;
  readonly onFiles: (dropped: Dropped) => void;
  readonly children?: ReactNode;
}

/** Takes files by drop, by paste while something in it has the focus, and by the system's dialog. */
export function DropZone({ action, label, several, onFiles, children }: DropZoneProps) {
  const chooser = useRef<HTMLInputElement>(null);
  const id = useId();
  const [isOver, events] = useDrop(onFiles);
  const paste = (event: ClipboardEvent) => {
    const files = pastedFiles(event.clipboardData);
    if (files.length === 0) return; // a text is for the input that has the focus
    event.preventDefault();
    onFiles({ files, refusals: [] });
  };
  return (
    <section className="drop-zone" aria-label={label} data-over={isOver} {...events} onPaste={paste}>
      <p>
        <button type="button" className="button" aria-describedby={id} onClick={() => chooser.current?.click()}>
          {action}
        </button>
        <span id={id} className="drop-hint">
          {several ? 'or drop them here, or paste one' : 'or drop it here, or paste it'}
        </span>
      </p>
      <input
        ref={chooser}
        type="file"
        hidden
        accept={ACCEPTED}
        multiple={several}
        aria-label={label}
        onChange={({ currentTarget }) => {
          onFiles({ files: [...(currentTarget.files ?? [])], refusals: [] });
          currentTarget.value = ''; // so that the same file can be chosen again
        }}
      />
      {children}
    </section>
  );
}

/** Whether something is held over the element, and the element's events. A text that is dropped on an input stays the input's. */
function useDrop(onFiles: (dropped: Dropped) => void) {
  const [isOver, setOver] = useState(false);
  const isForInput = ({ dataTransfer, target }: DragEvent) =>
    !hasFiles(dataTransfer) && target instanceof Element && target.matches('input, textarea');
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
  };
  return [isOver, events] as const;
}
