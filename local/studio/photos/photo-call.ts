import type { IncomingMessage, ServerResponse } from 'node:http';
import type { StudioPhotos } from './studio-photos.ts';

/** One request about photos. */
export interface PhotoCall {
  readonly photos: StudioPhotos;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly url: URL;
  /** What the path names. */
  readonly named: readonly string[];
}

/** Throws StudioError. */
export type PhotoRoute = (call: PhotoCall) => Promise<void>;

/** Aborts when the page goes away before it has its answer. */
export function hangUp(response: ServerResponse): AbortSignal {
  const aborting = new AbortController();
  response.once('close', () => response.writableEnded || aborting.abort());
  return aborting.signal;
}
