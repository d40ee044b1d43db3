import { useEffect, useId, useRef, useState } from 'react';
import { type ListedPhoto, photoFile, removePhoto } from './photo-calls.ts';

export interface RemoveDialogProps {
  readonly photo: ListedPhoto;
  readonly onKept: () => void;
  /** With a sentence that says what went. */
  readonly onRemoved: (sentence: string, withVersions: boolean) => void;
}

/** Asks before a photo goes, and says what goes with it. */
export function RemoveDialog({ photo, onKept, onRemoved }: RemoveDialogProps) {
  const { id, name } = photo;
  const dialog = useRef<HTMLDialogElement>(null);
  const title = useId();
  const [versions, setVersions] = useState(false);
  const [isRemoving, setRemoving] = useState(false);
  const [error, setError] = useState<string>();
  const keep = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    dialog.current?.showModal();
    keep.current?.focus(); // what cannot be undone is not what Enter does first
  }, []);

  const remove = () => {
    setRemoving(true);
    setError(undefined);
    removePhoto(id, { versions }).then(
      ({ objects }) => {
        dialog.current?.close(); // while it is open, nothing else takes the focus
        const files = `${objects} ${objects === 1 ? 'file' : 'files'}`;
        onRemoved(`${name || id} is removed: ${files}. Stored cards that show it follow.`, versions);
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
        All of its files go, and every stored card that shows it. It cannot be brought back; send the file again to have it again.
        Cards that still name it are drawn without it. What networks have copied is out of reach.
      </p>
      <label className="photos-blur">
        <input type="checkbox" checked={versions} onChange={({ target }) => setVersions(target.checked)} /> Also every other photo
        that was made of the same file
      </label>
      <p role="alert">{error}</p>
      <div className="remove-actions">
        <button type="button" className="button button-danger" aria-disabled={isRemoving} onClick={() => isRemoving || remove()}>
          {isRemoving ? 'Removing…' : 'Remove the photo'}
        </button>
        <button type="button" className="button" ref={keep} onClick={() => dialog.current?.close()}>
          Keep it
        </button>
      </div>
    </dialog>
  );
}
