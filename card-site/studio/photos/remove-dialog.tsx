import { useEffect, useId, useRef, useState } from 'react';
import { type ListedPhoto, photoFile, removePhoto } from './photo-calls.ts';

export interface RemoveDialogProps {
  readonly photo: ListedPhoto;
  readonly onKept: () => void;
  /** With a sentence that says what went. */
  readonly onRemoved: (sentence: string) => void;
}

/** Asks before a photo goes, and says what goes with it. */
export function RemoveDialog({ photo, onKept, onRemoved }: RemoveDialogProps) {
  const { id, name } = photo;
  const dialog = useRef<HTMLDialogElement>(null);
  const title = useId();
  const [isRemoving, setRemoving] = useState(false);
  const [error, setError] = useState<string>();
  useEffect(() => dialog.current?.showModal(), []);

  const remove = () => {
    setRemoving(true);
    setError(undefined);
    removePhoto(id).then(
      ({ objects }) => {
        dialog.current?.close(); // while it is open, nothing else takes the focus
        onRemoved(`${name || id} is removed: ${objects} ${objects === 1 ? 'file' : 'files'}.`);
      },
      (failure: Error) => {
        setRemoving(false);
        setError(failure.message);
      },
    );
  };

  return (
    <dialog ref={dialog} className="remove-dialog" aria-labelledby={title} onClose={onKept}>
      <h2 id={title}>
        Remove <span dir="auto">{name || id}</span>?
      </h2>
      <img src={photoFile(id, '250')} alt="" />
      <p>
        All of its files go, also the one for later edits, and it cannot be brought back: send the file again to have it again.
        Cards that name it are then drawn without it.
      </p>
      <p>Photos that were made from it by an edit stay, and so does what networks have copied.</p>
      <p role="alert">{error}</p>
      <div className="remove-actions">
        <button type="button" className="button button-danger" aria-disabled={isRemoving} onClick={() => isRemoving || remove()}>
          {isRemoving ? 'Removing…' : 'Remove the photo'}
        </button>
        {/* biome-ignore lint/a11y/noAutofocus: what cannot be undone is not what Enter does first */}
        <button type="button" className="button" autoFocus onClick={() => dialog.current?.close()}>
          Keep it
        </button>
      </div>
    </dialog>
  );
}
