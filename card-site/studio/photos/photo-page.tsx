import { photoAddress } from '../../../card-schema/photo-id.ts';
import { NoStack } from '../no-stack.tsx';
import { formatOrigin, formatPhotosRoute, type Origin } from '../route.ts';
import { useStack } from '../stack.tsx';
import { usePageTitle } from '../use-page-title.ts';
import { PhotoEditor } from './photo-editor.tsx';
import { useJustSaved } from './saved-photo.ts';
import { type OpenPhoto, usePhoto } from './use-photo.ts';
import './photo-page.css';

export interface PhotoPageProps {
  readonly id: string;
  /** The field that one came from. */
  readonly origin: Origin | undefined;
}

/** One photo: what was found in it, how each template crops it, its focal point and its hidden faces. */
export function PhotoPage({ id, origin }: PhotoPageProps) {
  const { stack, reachable } = useStack();
  const { open, error } = usePhoto(id);
  const justSaved = useJustSaved(id);
  usePageTitle(open?.photo.name ? `${open.photo.name}, a photo` : `Photo ${id}`);
  return (
    <main id="content" className="page photo-page">
      <h1 tabIndex={-1} dir="auto">
        {open?.photo.name || `Photo ${id}`}
      </h1>
      {open && <PhotoFacts {...open} />}
      <p className="photo-ways">
        {origin && (
          <a href={formatOrigin(origin, String(origin.params[origin.field] ?? ''))}>Back to {origin.template} without a change</a>
        )}
        <a href={formatPhotosRoute(undefined, origin)}>All photos</a>
      </p>
      {!stack && reachable === false && <NoStack what="Photos" />}
      <div role="status">
        {open && justSaved && (
          <p className="notice" data-kind="plain">
            <strong>Saved as {photoAddress(id)}.</strong> Cards show it when they name this address.
          </p>
        )}
      </div>
      {error !== undefined && stack && (
        <p className="notice" data-kind="danger" role="alert">
          <strong>This photo cannot be shown.</strong> {error}
        </p>
      )}
      {!open && error === undefined && <p className="photo-hint">Opening…</p>}
      {open && <PhotoEditor key={id} open={open} origin={origin} />}
    </main>
  );
}

function PhotoFacts({ photo, review }: OpenPhoto) {
  const { id, width, height, from } = photo;
  if (review)
    return (
      <p className="lead">
        <strong>It waits for you:</strong> its faces were to be hidden, and none was surely found. No card shows it until you
        publish it.
      </p>
    );
  return (
    <p className="lead">
      <code>{photoAddress(id)}</code>, {width} × {height} pixels
      {from !== undefined && (
        <>
          , made from <a href={formatPhotosRoute(from)}>{photoAddress(from)}</a>
        </>
      )}
    </p>
  );
}
