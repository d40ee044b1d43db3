import { useCallback, useEffect, useState } from 'react';
import { formatPhotosRoute, type Origin } from '../route.ts';
import { publishReview, type Review, reviews as readReviews } from './photo-calls.ts';
import { onUploadNews } from './upload-statuses.ts';

/** Photos in which no face was surely found to hide: nothing is published until a person says so. */
export function ReviewList({ origin }: { readonly origin: Origin | undefined }) {
  const { reviews, error } = useReviews();
  if (error === undefined && reviews.length === 0) return null;
  return (
    <section className="photos-section" aria-labelledby="reviews-title">
      <h2 id="reviews-title">Wait for you</h2>
      <p className="lead">
        Every face was to be hidden in these, and none was surely found. They are shown as they would be published, which they are
        not until you have looked.
      </p>
      {error !== undefined && (
        <p className="notice" data-kind="danger">
          <strong>This list did not come:</strong> {error}
        </p>
      )}
      <ul className="review-list">
        {reviews.map((review) => (
          <li key={review.upload}>
            <ReviewItem review={review} origin={origin} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function ReviewItem({ review, origin }: { readonly review: Review; readonly origin: Origin | undefined }) {
  const { upload, photo, preview } = review;
  const name = review.name || photo;
  const [state, setState] = useState('');
  const [isBusy, setBusy] = useState(false);
  const publish = () => {
    setBusy(true);
    setState('Is published …');
    publishReview(upload, { seen: true }).then(
      (status) => {
        // One that is ready is no longer in the list.
        setBusy(status.status === 'ready');
        setState(status.status === 'ready' ? 'Published.' : (status.message ?? 'It still waits.'));
      },
      (failure: Error) => {
        setBusy(false);
        setState(failure.message);
      },
    );
  };
  return (
    <article className="review-item">
      <img src={preview} alt={`${name}, as it would be published`} loading="lazy" />
      <div>
        <h3 dir="auto">{name}</h3>
        <p className="sent-state" role="status">
          {state}
        </p>
        <p className="sent-actions">
          <button
            type="button"
            className="button"
            aria-label={`Publish as it is: ${name}`}
            aria-disabled={isBusy}
            onClick={() => isBusy || publish()}
          >
            Publish as it is
          </button>
          <a className="button" href={formatPhotosRoute(photo, origin)} aria-label={`Hide faces by hand: ${name}`}>
            Hide faces by hand
          </a>
        </p>
      </div>
    </article>
  );
}

function useReviews(): { readonly reviews: readonly Review[]; readonly error?: string } {
  const [state, setState] = useState<{ readonly reviews: readonly Review[]; readonly error?: string }>({ reviews: [] });
  const read = useCallback((signal: AbortSignal) => {
    readReviews(signal).then(
      (reviews) => setState({ reviews: onceEach(reviews) }),
      (error: Error) => signal.aborted || setState((before) => ({ ...before, error: error.message })),
    );
  }, []);
  useEffect(() => {
    const aborting = new AbortController();
    read(aborting.signal);
    const stop = onUploadNews((news) => {
      // One has come, or one of them is answered.
      if (news === 'missed' || news.status === 'review' || news.status === 'ready') read(aborting.signal);
    });
    return () => {
      stop();
      aborting.abort();
    };
  }, [read]);
  return state;
}

/** A photo that was sent several times waits several times, and is answered once. */
function onceEach(reviews: readonly Review[]): readonly Review[] {
  const seen = new Set<string>();
  return reviews.filter(({ photo }) => !seen.has(photo) && seen.add(photo));
}
