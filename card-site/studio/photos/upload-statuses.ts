// How far each upload is: the studio's server says so by its events, and is asked only where one may have been missed.
import { askServer } from '../server-answer.ts';

/** How far a photo is on its way. `waiting`: it is sent, and others are before it. */
export type UploadStage =
  | { readonly stage: 'shrinking' | 'waiting' }
  | {
      readonly stage: 'working';
      /** What the photo worker has begun with, if it says so. */
      readonly step: string;
    }
  | {
      readonly stage: 'sending';
      /** From 0 to 1. */
      readonly part: number;
    };

/** What became of an upload. */
export type UploadStatus =
  | { readonly status: 'ready'; readonly upload: string; readonly photo: string }
  /** No face was surely found to hide: `reviews()` has it. With a message, the answer to it has failed, and it waits as before. */
  | { readonly status: 'review'; readonly upload: string; readonly photo: string; readonly message?: string }
  | { readonly status: 'refused' | 'failed'; readonly upload: string; readonly code: string; readonly message: string };

/** A row of the table of uploads, as an event or the API has it. */
export interface UploadNews {
  readonly upload: string;
  readonly status: 'waiting' | 'working' | UploadStatus['status'];
  readonly photo?: string;
  readonly code?: string;
  readonly message?: string;
  /** While it is `working`: the part of the work that has begun, such as `detect`. */
  readonly stage?: string;
}

interface Following {
  readonly signal: AbortSignal;
  readonly onProgress?: (stage: UploadStage) => void;
}

type Listener = (news: UploadNews | 'missed') => void;

const listeners = new Set<Listener>();

/** Called with each event of the server about an upload. */
export function uploadChanged(news: UploadNews): void {
  for (const listener of listeners) listener(news);
}

/** Called when events may have been missed: the connection is new. */
export function uploadsMissed(): void {
  for (const listener of listeners) listener('missed');
}

/** Called with each event about an upload, of this page or not. Gives the way to end it. */
export function onUploadNews(listener: Listener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Waits until it is known what became of an upload. Rejects when the signal aborts, or the server does not know the upload. */
export function settled(upload: string, { signal, onProgress }: Following): Promise<UploadStatus> {
  return new Promise((resolve, reject) => {
    let isOver = false;
    const end = () => {
      isOver = true;
      listeners.delete(listener);
      signal.removeEventListener('abort', abort);
    };
    const abort = () => {
      end();
      reject(signal.reason);
    };
    const hear = (news: UploadNews) => {
      if (isOver) return;
      const status = statusIn(news);
      if (!status)
        return onProgress?.(news.status === 'working' ? { stage: 'working', step: news.stage ?? '' } : { stage: 'waiting' });
      end();
      resolve(status);
    };
    const look = () =>
      ask(upload, signal).then(hear, (error: unknown) => {
        // Without a server there are no events either: its return brings a new connection, and so the next look.
        if (isOver || isSilence(error)) return;
        end();
        reject(error);
      });
    const listener: Listener = (news) => {
      if (news === 'missed') look();
      else if (news.upload === upload) hear(news);
    };
    signal.throwIfAborted();
    signal.addEventListener('abort', abort);
    listeners.add(listener);
    look(); // it may be done before anybody listened
  });
}

async function ask(upload: string, signal: AbortSignal): Promise<UploadNews> {
  const answer = await askServer(`api/photos/uploads/${encodeURIComponent(upload)}`, { signal });
  return (await answer.json()) as UploadNews; // our own server, of the same commit
}

function isSilence(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'no_answer';
}

function statusIn({ upload, status, photo = '', code = status, message = '' }: UploadNews): UploadStatus | undefined {
  switch (status) {
    case 'ready':
      return { status, upload, photo };
    case 'review':
      return { status, upload, photo, ...(message === '' ? {} : { message }) };
    case 'refused':
    case 'failed':
      return { status, upload, code, message };
    default:
      return undefined;
  }
}
