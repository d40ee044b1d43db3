import { useEffect, useState } from 'react';
import { type ListedPhoto, photoFile, photoRecord } from '../photos/photo-calls.ts';
import { formatPhotosRoute, type Origin } from '../route.ts';

/** The photo that an image field names. */
export function ChosenPhoto({ id, origin }: { readonly id: string; readonly origin: Origin }) {
  const [photo, setPhoto] = useState<ListedPhoto>();
  const [error, setError] = useState<string>();
  useEffect(() => {
    const aborting = new AbortController();
    photoRecord(id, aborting.signal).then(setPhoto, (failure: Error & { code?: string }) => {
      if (!aborting.signal.aborted) setError(failure.code === 'no_such_photo' ? GONE : failure.message);
    });
    return () => aborting.abort();
  }, [id]);

  if (error !== undefined) {
    return (
      <p className="field-error" role="status">
        {error}
      </p>
    );
  }
  const name = photo?.name || id;
  return (
    <div className="chosen-photo">
      {photo && <img src={photoFile(id, '300x300')} alt="" width={64} height={64} />}
      <p>
        <strong dir="auto">{name}</strong>
        {photo && (
          <span>
            {photo.width} × {photo.height}
          </span>
        )}
      </p>
      <a className="button" href={formatPhotosRoute(id, origin)} aria-label={`Edit photo ${name}`}>
        Edit photo
      </a>
    </div>
  );
}

const GONE = 'This stack has no such photo: it was removed, or it is of another stack. Send it again, or choose another one.';
