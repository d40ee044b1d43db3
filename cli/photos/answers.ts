// What the HTTP API answers (docs/12-photos.md).
import type { Box } from '../../card-schema/photo-focus.ts';
import type { Detections } from '../../cloud/photos/detections.ts';
import type { PhotoRecord } from '../../cloud/photos/photo-record.ts';
import type { UploadStatus } from '../../cloud/photos/statuses.ts';

/** Of `POST /uploads`: a form to post to S3. */
export interface UploadForm {
  readonly upload: string;
  readonly url: string;
  readonly fields: Readonly<Record<string, string>>;
}

/** Of `GET /uploads/<upload>`. */
export interface UploadAnswer {
  readonly upload: string;
  readonly status: UploadStatus;
  readonly name?: string;
  readonly photo?: string;
  readonly detections?: Detections;
  /** Presigned addresses by variant. */
  readonly variants?: Readonly<Record<string, string>>;
  /** Presigned, in `review`: what would be published. */
  readonly preview?: string;
  /** In `review`: heads that would be hidden, though none is surely one. */
  readonly hidden?: readonly Box[];
  readonly code?: string;
  readonly message?: string;
}

/** Of `GET /photos/<id>`: the record, with an address for each variant where the API gave it. */
export type ShownPhoto = Omit<PhotoRecord, 'variants'> & { readonly variants: readonly ShownVariant[] };

export type ShownVariant = PhotoRecord['variants'][number] & { readonly url?: string };

/** Of `GET /photos`. */
export interface PhotoPage {
  readonly photos: readonly ListedPhoto[];
  /** The id after which the next page begins. */
  readonly next?: string;
}

export interface ListedPhoto {
  readonly id: string;
  readonly name: string;
  readonly width: number;
  readonly height: number;
  /** SHA-256 of the file: photos with the same one are versions of one picture. */
  readonly source?: string;
}

/** One of `GET /reviews`. */
export interface Review {
  readonly upload: string;
  readonly name?: string;
  readonly photo?: string;
  readonly preview?: string;
  readonly hidden?: readonly Box[];
}

/** Of `POST /detect?picture=1`. */
export interface Detected {
  readonly width: number;
  readonly height: number;
  readonly faces: readonly { readonly box: Box; readonly score: number }[];
  readonly objects: readonly { readonly label: string; readonly box: Box; readonly score: number }[];
  readonly counts: unknown;
  readonly detector: string;
  /** The annotated JPEG in base64. */
  readonly picture?: string;
}

/** Of `DELETE /photos/<id>`. */
export interface Removed {
  readonly photo: string;
  readonly objects: number;
  /** Id of what is done by and by; none where a bucket itself was asked. */
  readonly removal?: string;
}
