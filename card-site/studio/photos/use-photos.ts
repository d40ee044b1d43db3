import { useCallback, useEffect, useState } from 'react';
import { type ListedPhoto, listPhotos, photoRecord } from './photo-calls.ts';
import { onUploadNews } from './upload-statuses.ts';

export interface Photos {
  /** Those that became ready since, the latest first; then as they are listed. Undefined until the first page is there. */
  readonly photos?: readonly ListedPhoto[];
  readonly hasMore: boolean;
  readonly error?: string;
  readonly isLoading: boolean;
  /** Asks for the next page, or once more for the one that did not come. */
  readonly loadMore: () => void;
  /** Those that were removed. */
  readonly forget: (isRemoved: (photo: ListedPhoto) => boolean) => void;
}

interface Loaded {
  readonly photos?: readonly ListedPhoto[];
  readonly next?: string | undefined;
  readonly error?: string;
  readonly isLoading: boolean;
}

/** The photos of the stack, page by page, and those that are made meanwhile, sent from this page or not. */
export function usePhotos(wanted: boolean): Photos {
  const [state, setState] = useState<Loaded>({ isLoading: false });
  const { photos, next, error, isLoading } = state;

  const load = useCallback((after: string | undefined, signal?: AbortSignal) => {
    setState(({ error: _, ...before }) => ({ ...before, isLoading: true }));
    listPhotos(after, signal).then(
      (page) => setState((before) => ({ photos: joined(before.photos ?? [], page.photos), next: page.next, isLoading: false })),
      (failure: Error) => signal?.aborted || setState((before) => ({ ...before, isLoading: false, error: failure.message })),
    );
  }, []);

  useEffect(() => {
    if (!wanted) return;
    const aborting = new AbortController();
    load(undefined, aborting.signal);
    const stop = onUploadNews((news) => {
      if (news === 'missed' || news.status !== 'ready' || news.photo === undefined) return;
      photoRecord(news.photo, aborting.signal).then(
        (photo) => setState((before) => ({ ...before, photos: joined([photo], before.photos ?? []) })),
        () => {}, // it was removed meanwhile, or the list is asked for again
      );
    });
    return () => {
      stop();
      aborting.abort();
    };
  }, [wanted, load]);

  return {
    ...(photos ? { photos } : {}),
    hasMore: next !== undefined,
    ...(error === undefined ? {} : { error }),
    isLoading,
    loadMore: useCallback(() => load(next), [load, next]),
    forget: useCallback(
      (isRemoved: (photo: ListedPhoto) => boolean) =>
        setState(({ photos: before = [], ...rest }) => ({ ...rest, photos: before.filter((photo) => !isRemoved(photo)) })),
      [],
    ),
  };
}

/** Each photo once, where it comes first. */
function joined(first: readonly ListedPhoto[], then: readonly ListedPhoto[]): readonly ListedPhoto[] {
  const seen = new Set<string>();
  return [...first, ...then].filter(({ id }) => !seen.has(id) && seen.add(id));
}
