import type { Deadline } from '../../edge/core/deadline.ts';
import type { Edits } from './edits.ts';
import type { PhotoRecord } from './photo-record.ts';
import type { StoredFile } from './ports.ts';

/** Everything that a photo is made of. */
export interface PhotoOrder {
  readonly id: string;
  readonly name: string;
  /** SHA-256 of the source, in hexadecimal. */
  readonly source: string;
  /** All of them, those of the photo it is edited from included. */
  readonly edits: Edits;
  readonly recipe: string;
  /** Of the source, or of the master of `from`. */
  readonly bytes: Uint8Array;
  /** The record of the photo, or review, that is edited: what was found in it is not looked for again. */
  readonly from?: PhotoRecord;
  /** Stands in the new record. Absent for a review, which was never a photo. */
  readonly fromId?: string;
  readonly deadline: Deadline;
  /** Measures a stage for the log. */
  readonly stage: MeasureStage;
}

/** The worker itself measures `read` and `put`. */
export type PhotoStage = 'read' | 'decode' | 'master' | 'detect' | 'blur' | 'variants' | 'put';
export type MeasureStage = <T>(name: PhotoStage, work: () => Promise<T>) => Promise<T>;

export interface MadePhoto {
  /** `review`: a blur was asked and no face was surely found; the files are for a person to look at. */
  readonly kind: 'photo' | 'review';
  readonly record: PhotoRecord;
  /** `photo.json` is the last. */
  readonly files: readonly StoredFile[];
}

/** Throws PhotoError for what the sender did wrong, `detector_failed`, and CardError `out_of_time`. */
export type MakePhoto = (order: PhotoOrder) => Promise<MadePhoto>;
