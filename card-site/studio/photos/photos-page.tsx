import { useEffect, useState } from 'react';
import type { PhotoLimits } from '../api.ts';
import { NoStack } from '../no-stack.tsx';
import { formatRoute, type Origin } from '../route.ts';
import { useStack } from '../stack.tsx';
import { usePageTitle } from '../use-page-title.ts';
import { DropZone } from './drop-zone.tsx';
import { type Dropped, pastedFiles } from './dropped-files.ts';
import { PhotoGrid } from './photo-grid.tsx';
import { ReviewList } from './review-list.tsx';
import { SentList } from './sent-list.tsx';
import { inMegabytes } from './shrink-photo.ts';
import { sendPhotos } from './uploads.ts';
import { useFiles } from './use-files.ts';
import './photos-page.css';

export interface PhotosPageProps {
  /** The field that one came from. */
  readonly origin: Origin | undefined;
}

export function PhotosPage({ origin }: PhotosPageProps) {
  const { stack, reachable } = useStack();
  usePageTitle('Photos');
  return (
    <main id="content" className="page photos">
      <h1 tabIndex={-1}>Photos</h1>
      <p className="lead">
        A photo is sent once, and cards show it by its id: upright, without its place and camera, and cropped so that every head
        is whole.
      </p>
      {origin && <ForField origin={origin} />}
      {stack?.photos && <Uploader limits={stack.photos} origin={origin} />}
      {stack && !stack.photos && (
        <p className="notice" data-kind="plain">
          This stack makes no photos, because it keeps its pictures in a store of somebody else’s. <code>npm start</code> makes a
          stack that does.
        </p>
      )}
      {reachable === false && <NoStack what="Photos" />}
    </main>
  );
}

function ForField({ origin: { template, field, params } }: { readonly origin: Origin }) {
  return (
    <p className="notice photos-origin" data-kind="plain">
      <span>
        For the field <strong>{field}</strong> of <strong>{template}</strong>: choose a photo, or send one.
      </span>{' '}
      <a href={formatRoute(template, 'card', params)}>Back to the card</a>
    </p>
  );
}

function Uploader({ limits, origin }: { readonly limits: PhotoLimits; readonly origin: Origin | undefined }) {
  const [blurs, setBlurs] = useState(false);
  const [refusals, setRefusals] = useState<readonly string[]>([]);
  const take = ({ files, refusals: refused }: Dropped) => {
    setRefusals(refused);
    sendPhotos(files, { limits, ...(blurs ? { edits: { blur: 'faces' } } : {}) });
  };
  const [isOver, events] = useFiles(take);
  usePaste(take);
  return (
    <div className="photos-all" {...events}>
      <DropZone action="Choose photos" label="Send photos" several isOver={isOver} onFiles={take}>
        <label className="photos-blur">
          <input type="checkbox" checked={blurs} onChange={({ target }) => setBlurs(target.checked)} /> Hide every face in them
        </label>
        <p className="drop-hint">
          JPEG, PNG, WebP, GIF, AVIF or HEIC. A photo of more than {inMegabytes(limits.maxBytes)} or{' '}
          {limits.maxPixels.other / 1e6} megapixels is made smaller here before it is sent. All of it stays on the machine on
          which <code>npm start</code> runs.
        </p>
        <div role="status">
          {refusals.map((refusal) => (
            <p className="photos-refusal" key={refusal}>
              {refusal}
            </p>
          ))}
        </div>
      </DropZone>
      <SentList origin={origin} />
      <ReviewList origin={origin} />
      <PhotoGrid origin={origin} />
    </div>
  );
}

/** Also while nothing on the page has the focus. */
function usePaste(take: (dropped: Dropped) => void): void {
  useEffect(() => {
    const paste = (event: ClipboardEvent) => {
      const files = event.defaultPrevented || !event.clipboardData ? [] : pastedFiles(event.clipboardData);
      if (files.length > 0) take({ files, refusals: [] });
    };
    addEventListener('paste', paste);
    return () => removeEventListener('paste', paste);
  });
}
