import { useEffect, useState } from 'react';
import type { Origin } from '../route.ts';
import { usePageTitle } from '../use-page-title.ts';
import { photoFile, photoRecord, type ShownPhoto } from './photo-calls.ts';

export interface PhotoPageProps {
  readonly id: string;
  /** The field that one came from. */
  readonly origin: Origin | undefined;
}

export function PhotoPage({ id }: PhotoPageProps) {
  const [photo, setPhoto] = useState<ShownPhoto>();
  const [error, setError] = useState<string>();
  usePageTitle(`Photo ${id}`);
  useEffect(() => {
    const aborting = new AbortController();
    photoRecord(id, aborting.signal).then(setPhoto, (failure: Error) => aborting.signal.aborted || setError(failure.message));
    return () => aborting.abort();
  }, [id]);
  return (
    <main id="content" className="page">
      <h1 tabIndex={-1}>{photo?.name || `Photo ${id}`}</h1>
      {error !== undefined && <p role="alert">{error}</p>}
      {photo && <img src={photoFile(id, '1000')} alt={photo.name} />}
    </main>
  );
}
