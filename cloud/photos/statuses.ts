import type { Edits } from './edits.ts';
import type { Refusal } from './photo-error.ts';

export type UploadStatus =
  | 'waiting' // address given, nothing came
  | 'working' // a worker has it
  | 'ready' // `photo` is its id
  | 'review' // a blur was asked and no face was surely found: nothing is published until a person says so
  | 'refused' // the sender's mistake, see PhotoError
  | 'failed'; // ours, after three tries

/** How long the table has a row after its last change. */
export const UPLOAD_DAYS = 14;

/** A row of the table of uploads. */
export interface Upload {
  /** Upload id, or the key in the inbox of what was put there without one. */
  readonly upload: string;
  readonly status: UploadStatus;
  readonly photo?: string;
  readonly code?: Refusal | 'failed';
  readonly message?: string;
  readonly name?: string;
  readonly edits?: Edits;
  /** Id of the photo that is removed once this one is ready, if a review came in between. */
  readonly retire?: string;
  /** Unix time in seconds when the row was made, and when DynamoDB removes it. */
  readonly created: number;
  readonly expires: number;
}

export type UploadChange = Partial<Omit<Upload, 'upload' | 'created' | 'expires'>> & { readonly status: UploadStatus };
