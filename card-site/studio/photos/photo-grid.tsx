import { useRef, useState } from 'react';
import { photoAddress } from '../../../card-schema/photo-id.ts';
import { formatOrigin, formatPhotosRoute, type Origin } from '../route.ts';
import { type ListedPhoto, photoFile } from './photo-calls.ts';
import { RemoveDialog } from './remove-dialog.tsx';
import { usePhotos } from './use-photos.ts';

export function PhotoGrid({ origin }: { readonly origin: Origin | undefined }) {
  const { photos, hasMore, error, isLoading, loadMore, forget } = usePhotos(true);
  const heading = useRef<HTMLHeadingElement>(null);
  const [removing, setRemoving] = useState<ListedPhoto>();
  const [removed, setRemoved] = useState('');
  return (
    <section className="photos-section" aria-labelledby="photos-title">
      <h2 id="photos-title" ref={heading} tabIndex={-1}>
        All photos
      </h2>
      <p className="photos-removed" role="status">
        {removed}
      </p>
      {photos?.length === 0 && <p className="drop-hint">There are none yet.</p>}
      <ul className="photo-grid">
        {photos?.map((photo) => (
          <li key={photo.id}>
            <Tile photo={photo} origin={origin} onRemove={() => setRemoving(photo)} />
          </li>
        ))}
      </ul>
      {error !== undefined && (
        <p className="notice" data-kind="danger" role="alert">
          <strong>The list of photos did not come:</strong> {error}
        </p>
      )}
      {(hasMore || error !== undefined) && (
        <button type="button" className="button" aria-disabled={isLoading} onClick={() => isLoading || loadMore()}>
          {error === undefined ? 'More photos' : 'Try again'}
        </button>
      )}
      {removing && (
        <RemoveDialog
          photo={removing}
          onKept={() => setRemoving(undefined)}
          onRemoved={(sentence, withVersions) => {
            setRemoving(undefined);
            setRemoved(sentence);
            forget(
              ({ id, source }) => id === removing.id || (withVersions && source !== undefined && source === removing.source),
            );
            heading.current?.focus(); // the button that had the focus is gone
          }}
        />
      )}
    </section>
  );
}

interface TileProps {
  readonly photo: ListedPhoto;
  readonly origin: Origin | undefined;
  readonly onRemove: () => void;
}

function Tile({ photo, origin, onRemove }: TileProps) {
  const { id, width, height } = photo;
  const name = nameOf(photo);
  return (
    <article className="photo-tile">
      <a className="photo-tile-link" href={formatPhotosRoute(id, origin)}>
        <img src={photoFile(id, '300x300')} alt="" width={300} height={300} loading="lazy" />
        <strong dir="auto">{name}</strong>
      </a>
      <p className="photo-tile-facts">
        <span>
          {width} × {height}
        </span>
        <code>{photoAddress(id)}</code>
      </p>
      <p className="photo-tile-actions">
        {origin && (
          <a className="button button-main" href={formatOrigin(origin, photoAddress(id))} aria-label={`Use it: ${name}`}>
            Use it
          </a>
        )}
        <button type="button" className="button" aria-label={`Remove ${name}`} onClick={onRemove}>
          Remove
        </button>
      </p>
    </article>
  );
}

function nameOf({ name, id }: ListedPhoto): string {
  return name === '' ? id : name;
}
