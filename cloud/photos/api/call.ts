import type { Deadline } from '../../../edge/core/deadline.ts';
import type { Log } from '../../../edge/core/ports.ts';
import type { Detector, ListPhotos, Looker, PhotoStore, Presigner, SendEdit, UploadTable } from '../ports.ts';
import type { Removals } from '../removal/ports.ts';
import type { Reply } from './replies.ts';
import type { ApiRequest } from './request.ts';

export interface PhotoApiParts {
  readonly stage: string;
  readonly table: UploadTable;
  readonly store: PhotoStore;
  readonly listPhotos: ListPhotos;
  readonly presigner: Presigner;
  readonly sendEdit: SendEdit;
  readonly removals: Removals;
  readonly looker: Looker;
  /** Name of the detector of the stack's uploads. */
  readonly detector: Detector['name'];
  readonly log: Log;
}

/** One call of the API. */
export interface Call extends PhotoApiParts {
  readonly request: ApiRequest;
  /** What the path names: an upload or a photo id; empty where it names none. */
  readonly named: string;
  readonly deadline: Deadline;
}

/** Throws ApiError, PhotoError and CardError. */
export type Answer = (call: Call) => Promise<Reply>;
