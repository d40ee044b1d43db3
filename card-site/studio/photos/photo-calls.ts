// What the studio asks about photos: its own server passes it on to the HTTP API of photos (docs/12-photos.md).
import type { Box, Point } from '../../../card-schema/photo-focus.ts';
import { askServer, jsonBody } from '../server-answer.ts';
import { postForm } from './post-form.ts';
import { settled, type UploadStage, type UploadStatus } from './upload-statuses.ts';

/** What a person decided about a photo, as `cloud/photos/edits.ts` reads it. */
export interface Edits {
  readonly focus?: Point | null;
  readonly blur?: 'faces';
  /** Numbers of faces that stay, in the order of `hidden`, from 1. */
  readonly keep?: readonly number[];
  readonly add?: readonly Box[];
  readonly seen?: true;
}

export interface ListedPhoto {
  readonly id: string;
  /** As the sender called the file; '' if it had no name. */
  readonly name: string;
  readonly width: number;
  readonly height: number;
  /** SHA-256 of the file that it was made of: equal for versions of one picture. Unknown of a photo that waits for a person. */
  readonly source?: string;
}

export interface ShownPhoto extends ListedPhoto {
  readonly detections: {
    readonly faces: readonly { readonly box: Box; readonly score: number }[];
    readonly objects: readonly { readonly label: string; readonly box: Box; readonly score: number }[];
  };
  /** Heads that were found for hiding, in reading order, kept ones included: `keep` counts in this list. */
  readonly hidden: readonly Box[];
  readonly edits: Edits;
  /** `url` is of the studio's own origin. */
  readonly variants: readonly {
    readonly name: string;
    readonly width: number;
    readonly height: number;
    readonly bytes: number;
    readonly url: string;
  }[];
  /** The photo it was edited from. */
  readonly from?: string;
}

export interface PhotoList {
  readonly photos: readonly ListedPhoto[];
  /** Where the next page begins; undefined at the end. */
  readonly next?: string;
}

export interface Review {
  readonly upload: string;
  readonly name: string;
  readonly photo: string;
  /** Heads that may have a face: the preview shows them hidden. `keep` counts in this list. */
  readonly hidden: readonly Box[];
  /** Of the studio's own origin. */
  readonly preview: string;
}

export interface Sending {
  readonly signal: AbortSignal;
  readonly onProgress?: (stage: UploadStage) => void;
}

const PHOTOS = 'api/photos';
const NEVER = new AbortController().signal;

/** All of these throw ServerRefusal, whose message is fit to be shown, and what the signal throws. */
export async function listPhotos(after?: string, signal = NEVER): Promise<PhotoList> {
  const query = after === undefined ? '' : `?${new URLSearchParams({ after })}`;
  return ask<PhotoList>(`${PHOTOS}${query}`, { signal });
}

/** Throws `no_such_photo` if it is not there. */
export async function photoRecord(id: string, signal = NEVER): Promise<ShownPhoto> {
  return ask<ShownPhoto>(`${PHOTOS}/${encodeURIComponent(id)}`, { signal });
}

/** An address of one of the photo's files, such as `300x300` or `1000`. */
export function photoFile(id: string, variant: string): string {
  return `${PHOTOS}/${id}/${variant}.jpg`;
}

/** Resolves when it is known what became of the photo, which may be that it was refused. */
export async function uploadPhoto(
  file: File,
  { edits, ...sending }: Sending & { readonly edits?: Edits },
): Promise<UploadStatus> {
  const { signal, onProgress } = sending;
  onProgress?.({ stage: 'sending', part: 0 });
  const body = jsonBody({ name: nameOf(file), ...(edits ? { edits } : {}) });
  const form = await ask<UploadForm>(`${PHOTOS}/uploads`, { ...body, signal });
  await postForm(form, file, { signal, onPart: (part) => onProgress?.({ stage: 'sending', part }) });
  return settled(form.upload, sending);
}

interface UploadForm {
  readonly upload: string;
  readonly url: string;
  readonly fields: Readonly<Record<string, string>>;
}

/** Gives another photo; `retire` removes the one that it was made from once that is ready. */
export async function editPhoto(
  id: string,
  edits: Edits,
  { retire = false, ...sending }: Partial<Sending> & { readonly retire?: boolean } = {},
): Promise<UploadStatus> {
  const { signal = NEVER } = sending;
  const { upload } = await ask<{ upload: string }>(`${PHOTOS}/${id}/edits`, { ...jsonBody({ edits, retire }), signal });
  return settled(upload, { ...sending, signal });
}

/** Photos that wait until a person has looked. */
export async function reviews(signal = NEVER): Promise<readonly Review[]> {
  return (await ask<{ reviews: readonly Review[] }>(`${PHOTOS}/reviews`, { signal })).reviews;
}

/** `{ seen: true }` publishes it as it is, `{ add: […] }` hides what a person saw. */
export async function publishReview(upload: string, edits: Edits, sending: Partial<Sending> = {}): Promise<UploadStatus> {
  const { signal = NEVER } = sending;
  await ask(`${PHOTOS}/uploads/${encodeURIComponent(upload)}/review`, { ...jsonBody({ edits }), signal });
  return settled(upload, { ...sending, signal });
}

export interface Removing {
  /** Also every other photo that was made of the same file. */
  readonly versions: boolean;
  readonly signal?: AbortSignal;
}

/** Files of the photo are gone then; stored cards that show it follow. */
export async function removePhoto(id: string, { versions, signal = NEVER }: Removing): Promise<{ readonly objects: number }> {
  return ask(`${PHOTOS}/${id}${versions ? '?versions=all' : ''}`, { method: 'DELETE', signal });
}

async function ask<T>(path: string, init: RequestInit & { readonly signal: AbortSignal }): Promise<T> {
  return (await (await askServer(path, init)).json()) as T; // our own server, of the same commit
}

const MAX_NAME_CHARACTERS = 255;

/** As the API takes it: without control characters and halves of characters. */
function nameOf({ name }: File): string {
  const cut = name.replace(/\p{Cc}/gu, '').slice(0, MAX_NAME_CHARACTERS);
  return cut.replace(/\p{Cs}/gu, '');
}
