import { type ReactNode, useId, useRef } from 'react';
import type { Dropped } from './dropped-files.ts';
import './drop-zone.css';

/** As people choose files; what a file is, its bytes say. */
const ACCEPTED = 'image/jpeg,image/png,image/webp,image/gif,image/avif,image/heic,image/heif,.heic,.heif';

export interface DropZoneProps {
  /** What the button says, such as `Choose photos`. */
  readonly action: string;
  /** Names the button for people who do not see where it stands. */
  readonly label: string;
  readonly several: boolean;
  /** Files are held over what takes them: this, and what is around it (useFiles). */
  readonly isOver: boolean;
  readonly onFiles: (dropped: Dropped) => void;
  readonly children?: ReactNode;
}

/** Shows where files may be dropped, and takes them by the system's dialog. */
export function DropZone({ action, label, several, isOver, onFiles, children }: DropZoneProps) {
  const chooser = useRef<HTMLInputElement>(null);
  const id = useId();
  return (
    <section className="drop-zone" aria-label={label} data-over={isOver}>
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
