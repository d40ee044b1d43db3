import { type ReactNode, useId } from 'react';
import { forgetSent, isOver, type SentPhoto, sendAgain } from './uploads.ts';

/** How it goes with one file, and what can be done. */
export function SentPhotoItem({ photo, children }: { readonly photo: SentPhoto; readonly children?: ReactNode }) {
  const { key, name, state } = photo;
  const id = useId();
  const isDone = isOver(state);
  const failure = failureIn(state);
  return (
    <div className="sent-photo" data-state={failure === undefined ? state.stage : 'failed'}>
      <p className="sent-name" id={id} dir="auto">
        {name}
      </p>
      {!isDone && <Progress state={state} labelledBy={id} />}
      <p className="sent-state">{inWords(state)}</p>
      <div className="sent-actions">
        {children}
        {failure?.mayGoAgain && (
          <button type="button" className="button" aria-describedby={id} onClick={() => sendAgain(key)}>
            Send again
          </button>
        )}
        <button type="button" className="button" aria-describedby={id} onClick={() => forgetSent(key)}>
          {isDone ? 'Hide' : 'Cancel'}
        </button>
      </div>
    </div>
  );
}

function Progress({ state, labelledBy }: { readonly state: SentPhoto['state']; readonly labelledBy: string }) {
  // Without a value it shows that something goes on, and nobody can say how long.
  return state.stage === 'sending' ? (
    <progress max={1} value={state.part} aria-labelledby={labelledBy} />
  ) : (
    <progress aria-labelledby={labelledBy} />
  );
}

function failureIn(state: SentPhoto['state']): { readonly mayGoAgain: boolean } | undefined {
  if (state.stage === 'stopped') return { mayGoAgain: true };
  if (state.stage !== 'ended') return undefined;
  const { status } = state.status;
  return status === 'refused' || status === 'failed' ? { mayGoAgain: status === 'failed' } : undefined;
}

/** Parts of a photo worker's work, as cloud/photos/make-photo.ts names them. */
const STEPS: Readonly<Record<string, string>> = {
  decode: 'Is read and turned upright …',
  master: 'Is read and turned upright …',
  detect: 'Faces and objects are looked for …',
  blur: 'Faces are hidden …',
  variants: 'The sizes for cards are made …',
};

/** A sentence without the file's name. */
export function inWords(state: SentPhoto['state']): string {
  switch (state.stage) {
    case 'queued':
      return 'Waits until the photos before it are sent.';
    case 'shrinking':
      return 'Is made smaller …';
    case 'sending':
      return `Is sent: ${Math.round(state.part * 100)} %`;
    case 'waiting':
      return 'Is sent, and waits for its turn …';
    case 'working':
      return STEPS[state.step] ?? 'Is being made …';
    case 'stopped':
      return state.message;
    default:
      return inWordsOfEnd(state.status);
  }
}

function inWordsOfEnd(status: (SentPhoto['state'] & { stage: 'ended' })['status']): string {
  switch (status.status) {
    case 'ready':
      return 'Ready.';
    case 'review':
      return 'No face was surely found in it, so nothing is published and it waits until you have looked.';
    default:
      return status.message;
  }
}
