// What photos need from outside. Adapters give it; each passes its port's contract suite.
import type { Deadline } from '../../edge/core/deadline.ts';
import type { Detections } from './detections.ts';
import type { MoreEdits } from './edits.ts';
import type { PhotoRecord } from './photo-record.ts';
import type { Upload, UploadChange } from './statuses.ts';

/** A picture in memory: upright, sRGB, 3 bytes a pixel (red, green, blue), row by row from the top left. */
export interface Pixels {
  readonly data: Uint8Array;
  readonly width: number;
  readonly height: number;
}

/**
 * Finds faces and objects. `focus` wants those that are surely there; `hide` wants every face that may be there, because a person
 * corrects. Throws PhotoError `detector_failed`, and CardError `out_of_time`.
 */
export interface Detector {
  /** With its version: it is part of the recipe, so another name gives other ids. */
  readonly name: string;
  detect(pixels: Pixels, wanted: 'focus' | 'hide', deadline: Deadline): Promise<Detections>;
}

export interface StoredSource {
  readonly bytes: Uint8Array;
  /** When the upload was stored. */
  readonly stored: Date;
  /** Of these bytes: what is put under the same key later has another. */
  readonly etag: string;
}

export interface StoredFile {
  readonly key: string;
  readonly bytes: Uint8Array;
  readonly type: string;
  /** Without `x-amz-meta-`. */
  readonly metadata?: Readonly<Record<string, string>>;
}

/** Inbox and photo bucket. Throws PhotoError `store_failed`. */
export interface PhotoStore {
  /** Undefined if it is gone. Throws PhotoError `too_many_bytes` without reading them. */
  readSource(key: string, deadline: Deadline): Promise<StoredSource | undefined>;
  /** Only if it still has this ETag, where one is given: what was put there since waits for its own message. */
  removeSource(key: string, etag: string | undefined, deadline: Deadline): Promise<void>;
  /** Undefined: there is no such object. */
  read(key: string, deadline: Deadline): Promise<Uint8Array | undefined>;
  readRecord(id: string, deadline: Deadline): Promise<PhotoRecord | undefined>;
  /** Never overwrites; false if the key was taken, which is fine. */
  put(file: StoredFile, deadline: Deadline): Promise<boolean>;
  /**
   * Deletes each object whose key begins so, and says how many there were. With `until`, only what was stored up to the second of that time:
   * what was made again since stays.
   */
  removeAll(prefix: string, deadline: Deadline, until?: Date): Promise<number>;
  /** When an object was stored, to the second; undefined if there is none. */
  storedAt(key: string, deadline: Deadline): Promise<Date | undefined>;
  /** When `removed/<name>` was put the last time, to the second: a photo's id, or the SHA-256 of a file of which no photo is to be left. */
  removedAt(name: string, deadline: Deadline): Promise<Date | undefined>;
  markRemoved(name: string, deadline: Deadline): Promise<void>;
}

/** The table of uploads: progress only, the truth is in the bucket. Throws PhotoError `table_failed`. */
export interface UploadTable {
  read(upload: string): Promise<Upload | undefined>;
  /**
   * Creates the row where there is none. An upload that is `ready`, `review`, `refused` or `failed` may be changed too: it was sent again.
   * `photo`, `code` and `message` belong to the status, and are gone where they are not given; `name`, `edits` and `retire` stay.
   */
  change(upload: string, change: UploadChange): Promise<void>;
  /** Adds one to `decoding`, and gives the sum: what it was before says how many workers died of this upload. */
  startDecoding(upload: string): Promise<number>;
  /** Sets `decoding` back to 0: the worker lives. */
  endDecoding(upload: string): Promise<void>;
  /** True for one caller at a time: it alone makes the photo, until it releases the claim or `untilMs` (Unix time) is over. */
  claim(id: string, owner: string, untilMs: number): Promise<boolean>;
  release(id: string, owner: string): Promise<void>;
  /** Those that wait for a person, the newest first. */
  inReview(): Promise<readonly Upload[]>;
  /** Forgets the file names of all uploads that became one of these photos, and says how many there were. */
  forgetNames(photos: readonly string[]): Promise<number>;
}

/** An edit of a photo that is there, or the answer to a `review`: the worker's queue brings it. Throws PhotoError `queue_failed`. */
export type SendEdit = (edit: EditRequest) => Promise<void>;

export interface EditRequest {
  /** Id of the upload under which its status stands. */
  readonly upload: string;
  /** Photo id, or `review:<photo id>` for a photo that waits for a person. */
  readonly from: string;
  readonly edits: MoreEdits;
  /** Removes the photo that it came from once the new one is ready. */
  readonly retire: boolean;
}

/** Photos that are there, by their ids, 100 at a time. Throws PhotoError `store_failed`. */
export type ListPhotos = (after: string | undefined, deadline: Deadline) => Promise<PhotoPage>;

export interface PhotoPage {
  readonly ids: readonly string[];
  /** Where the next page begins; undefined at the end. */
  readonly next?: string;
}

/** Addresses that stand for the one who signed them. They are secrets for as long as they are valid: no log holds one. */
export interface Presigner {
  /** A form that a client posts, with the file as its last field, to put this one key into the inbox. */
  upload(key: string): Promise<PresignedForm>;
  /** An address from which one object of the photo bucket can be read. */
  download(key: string): Promise<string>;
}

export interface PresignedForm {
  readonly url: string;
  readonly fields: Readonly<Record<string, string>>;
  readonly expires: Date;
}

/** Finds what is in a picture that is not stored. Throws PhotoError for a picture that is refused, and CardError `out_of_time`. */
export interface Looker {
  look(source: Uint8Array, withPicture: boolean, deadline: Deadline): Promise<Looked>;
  /** The picture with a labelled box around all that was found, as a JPEG that fits into an answer. */
  annotate(source: Uint8Array, detections: Detections, deadline: Deadline): Promise<Uint8Array>;
}

export interface Looked {
  /** Of the upright picture as it was looked at, in pixels: at most 2,400 on its longer side. */
  readonly width: number;
  readonly height: number;
  readonly detections: Detections;
  /** Name of the detector, with its version. */
  readonly detector: string;
  readonly picture?: Uint8Array;
}
