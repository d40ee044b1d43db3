import { useEffect, useRef, useState } from 'react';
import { photoAddress } from '../../../card-schema/photo-id.ts';
import { formatOrigin, formatPhotosRoute, type Origin } from '../route.ts';
import { type Edits, editPhoto, publishReview } from './photo-calls.ts';
import { noteSaved } from './saved-photo.ts';
import type { UploadStage, UploadStatus } from './upload-statuses.ts';
import { forgetDraft } from './use-draft.ts';
import type { OpenPhoto } from './use-photo.ts';

export interface SaveState {
  readonly stage?: UploadStage['stage'];
  /** In a sentence: what went wrong. */
  readonly error?: string;
}

export interface Save extends SaveState {
  readonly start: (edits: Edits, retire: boolean) => void;
}

/** Makes another photo of this one, and goes where it is: into the field that somebody came from, or on its own page. */
export function useSave({ photo, review }: OpenPhoto, origin: Origin | undefined): Save {
  const [state, setState] = useState<SaveState>({});
  const running = useRef<AbortController>(undefined);
  useEffect(() => () => running.current?.abort(), []);

  function start(edits: Edits, retire: boolean): void {
    if (state.stage !== undefined) return;
    const aborting = new AbortController();
    running.current = aborting;
    const sending = { signal: aborting.signal, onProgress: ({ stage }: UploadStage) => setState({ stage }) };
    setState({ stage: 'waiting' });
    const ended = review ? publishReview(review.upload, edits, sending) : editPhoto(photo.id, edits, { ...sending, retire });
    ended.then(
      (status) => {
        if (status.status === 'ready') goTo(status.photo, origin);
        else setState({ error: reasonOf(status) });
      },
      (error: Error) => aborting.signal.aborted || setState({ error: error.message }),
    );
  }
  return { ...state, start };
}

function goTo(id: string, origin: Origin | undefined): void {
  forgetDraft(); // it is saved: who comes back here finds nothing that waits
  if (!origin) noteSaved(id);
  location.hash = origin ? formatOrigin(origin, photoAddress(id)) : formatPhotosRoute(id);
}

function reasonOf(status: Exclude<UploadStatus, { status: 'ready' }>): string {
  if (status.message !== undefined) return status.message;
  return 'No face was surely found to hide, so the new photo waits for a person: the page Photos lists it. Here, a box hides what was missed.';
}
