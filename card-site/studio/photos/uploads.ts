// The photos that somebody sends from this page. They go on while one looks at other pages of the studio.
import { useSyncExternalStore } from 'react';
import type { PhotoLimits } from '../api.ts';
import { createTurns } from './at-once.ts';
import { type Edits, uploadPhoto } from './photo-calls.ts';
import { fitting } from './shrink-photo.ts';
import type { UploadStage, UploadStatus } from './upload-statuses.ts';

export interface SentPhoto {
  readonly key: number;
  /** Of the file. */
  readonly name: string;
  /** The image field that it is meant for, as `article/cover`; undefined for one that was sent on the page of photos. */
  readonly target: string | undefined;
  /** `queued`: others are sent before it. */
  readonly state:
    | UploadStage
    | { readonly stage: 'queued' }
    | { readonly stage: 'ended'; readonly status: UploadStatus }
    | Stopped;
}

/** It was not sent, or nobody knows what became of it. */
interface Stopped {
  readonly stage: 'stopped';
  readonly message: string;
}

export interface SendOptions {
  readonly limits: PhotoLimits;
  readonly target?: string;
  readonly edits?: Edits;
}

interface Sender {
  readonly file: File;
  readonly options: SendOptions;
  aborting: AbortController;
}

/** A browser has six connections to a server, for events and pictures too. */
const SENT_AT_ONCE = 2;

let sent: readonly SentPhoto[] = [];
let keys = 0;
const senders = new Map<number, Sender>();
const watchers = new Set<() => void>();
const turns = createTurns(SENT_AT_ONCE);

/** Those of this page, the latest last. */
export function useSentPhotos(): readonly SentPhoto[] {
  return useSyncExternalStore(watch, () => sent);
}

function watch(changed: () => void): () => void {
  watchers.add(changed);
  return () => watchers.delete(changed);
}

function set(next: readonly SentPhoto[]): void {
  sent = next;
  for (const changed of watchers) changed();
  // Who leaves the page now would lose what is not sent yet. What is sent goes on without it.
  if (sent.some(({ state }) => isOnItsWay(state))) addEventListener('beforeunload', warn);
  else removeEventListener('beforeunload', warn);
}

function warn(event: BeforeUnloadEvent): void {
  event.preventDefault();
}

function isOnItsWay({ stage }: SentPhoto['state']): boolean {
  return stage === 'queued' || stage === 'shrinking' || stage === 'sending';
}

export function isOver({ stage }: SentPhoto['state']): boolean {
  return stage === 'ended' || stage === 'stopped';
}

export function sendPhotos(files: readonly File[], options: SendOptions): void {
  const added = files.map((file) => {
    const key = ++keys;
    senders.set(key, { file, options, aborting: new AbortController() });
    return { key, name: file.name, target: options.target, state: { stage: 'queued' } } as const;
  });
  set([...sent, ...added]);
  for (const { key } of added) void send(key);
}

/** Sends a file again that did not arrive, or was refused for a reason that may be gone. */
export function sendAgain(key: number): void {
  const sender = senders.get(key);
  if (!sender) return;
  sender.aborting = new AbortController();
  setState(key, { stage: 'queued' });
  void send(key);
}

/** Ends those that are on their way, and takes them from the list. */
export function forgetSent(...forgotten: readonly number[]): void {
  for (const key of forgotten) {
    senders.get(key)?.aborting.abort();
    senders.delete(key);
  }
  set(sent.filter(({ key }) => !forgotten.includes(key)));
}

async function send(key: number): Promise<void> {
  const sender = senders.get(key);
  if (!sender) return;
  const { file, options, aborting } = sender;
  const { signal } = aborting;
  const state = (next: SentPhoto['state']) => signal.aborted || setState(key, next);
  try {
    const status = await turns.use(signal, async (leave) => {
      const fits = await fitting(file, options.limits, () => state({ stage: 'shrinking' }));
      signal.throwIfAborted();
      return uploadPhoto(fits, {
        ...(options.edits ? { edits: options.edits } : {}),
        signal,
        onProgress(stage) {
          // What is sent is the server's work, and the next one is sent meanwhile.
          if (stage.stage !== 'sending') leave();
          state(stage);
        },
      });
    });
    state({ stage: 'ended', status });
    if (status.status === 'ready' || status.status === 'review') senders.delete(key);
  } catch (error) {
    state({ stage: 'stopped', message: error instanceof Error ? error.message : String(error) });
  }
}

function setState(key: number, state: SentPhoto['state']): void {
  set(sent.map((photo) => (photo.key === key ? { ...photo, state } : photo)));
}
