import { photoAddress } from '../../../card-schema/photo-id.ts';
import { formatOrigin, formatPhotosRoute, type Origin } from '../route.ts';
import { photoFile } from './photo-calls.ts';
import { inWords, SentPhotoItem } from './sent-photo-item.tsx';
import { forgetSent, isOver, type SentPhoto, useSentPhotos } from './uploads.ts';

/** The photos that were sent from this page, on whichever page of the studio. */
export function SentList({ origin }: { readonly origin: Origin | undefined }) {
  const sent = useSentPhotos();
  const over = sent.filter(({ state }) => isOver(state));
  return (
    <>
      <p className="hidden" role="status">
        {announcementOf(sent)}
      </p>
      {sent.length > 0 && (
        <section className="photos-section" aria-labelledby="sent-title">
          <header className="section-head">
            <h2 id="sent-title">Sent now</h2>
            {over.length > 1 && (
              <button type="button" className="button" onClick={() => forgetSent(...over.map(({ key }) => key))}>
                Hide all that is done
              </button>
            )}
          </header>
          <ul className="sent-list">
            {sent.map((photo) => (
              <li key={photo.key}>
                <SentPhotoItem photo={photo}>
                  <Ready photo={photo} origin={origin} />
                </SentPhotoItem>
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

function Ready({ photo: { state }, origin }: { readonly photo: SentPhoto; readonly origin: Origin | undefined }) {
  if (state.stage !== 'ended' || state.status.status !== 'ready') return null;
  const id = state.status.photo;
  return (
    <>
      <img className="sent-thumbnail" src={photoFile(id, '300x300')} alt="" width={56} height={56} />
      {origin && (
        <a className="button button-main" href={formatOrigin(origin, photoAddress(id))}>
          Use it
        </a>
      )}
      <a className="button" href={formatPhotosRoute(id, origin)}>
        Open
      </a>
    </>
  );
}

/** What is said of it: not each step of each file. */
function announcementOf(sent: readonly SentPhoto[]): string {
  const [only] = sent;
  if (!only) return '';
  if (sent.length === 1) return only.state.stage === 'sending' ? `${only.name} is sent` : `${only.name}: ${inWords(only.state)}`;
  const over = sent.filter(({ state }) => isOver(state));
  const ready = over.filter(({ state }) => state.stage === 'ended' && state.status.status === 'ready');
  const others = over.length - ready.length;
  return `${ready.length} of ${sent.length} photos are ready${others > 0 ? `, ${others} need a look` : ''}.`;
}
