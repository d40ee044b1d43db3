// Every key of the inbox and of the photo bucket.
import { isPhotoId } from '../../card-schema/photo-id.ts';

/** Whole: by the longest side. The edge and the prerender worker read these, and of the bucket nothing else. */
export function variantKey(id: string, name: string): string {
  return `${photoFolder(id)}${name}.jpg`;
}

/**
 * What an invalidation of the photo site's cache names, so that no cached file of the photo stays: CloudFront wants the path as viewers
 * ask for it, and as edge/photo-site-guard.js has changed it.
 */
export function photoSitePaths(id: string): readonly string[] {
  return [`/${id}/*`, `/${photoFolder(id)}*`];
}

/** Put last: it is there = the photo is ready. */
export function recordKey(id: string): string {
  return `${photoFolder(id)}photo.json`;
}

export function photoFolder(id: string): string {
  return `photos/${id}/`;
}

/** What later edits start from; of a blurred photo it is the blurred picture. */
export function masterKey(id: string): string {
  return `masters/${id}.webp`;
}

/** Files of a photo that waits until a person has looked. The bucket's life cycle removes them after 14 days. */
export function reviewFolder(id: string): string {
  return `reviews/${id}/`;
}

export function reviewKey(id: string, file: 'master.webp' | 'photo.json' | '1000.jpg'): string {
  return `${reviewFolder(id)}${file}`;
}

/** No content: it says that a photo was removed, or with the SHA-256 of a file every photo that was made of it, and when. */
export function removedKey(name: string): string {
  return `removed/${name}`;
}

export const PHOTO_FOLDERS = 'photos/';
export const REVIEW_FOLDERS = 'reviews/';

const UPLOADS = 'uploads/';
/** What is put into the inbox without an upload id, by those whom IAM lets. */
export const SENT_FOLDER = 'photos/';

/** Upload ids have the form of photo ids. */
export function isUploadId(text: string): boolean {
  return isPhotoId(text);
}

/** Under which name the table has what is at a key of the inbox: its upload id, or the key itself. */
export function uploadOf(inboxKey: string): string {
  const id = inboxKey.startsWith(UPLOADS) ? inboxKey.slice(UPLOADS.length) : '';
  return isUploadId(id) ? id : inboxKey;
}

export function inboxKeyOf(upload: string): string {
  return isUploadId(upload) ? `${UPLOADS}${upload}` : upload;
}

/** Whether the worker takes what is there. */
export function isInboxKey(key: string): boolean {
  return key.startsWith(UPLOADS) || key.startsWith(SENT_FOLDER);
}

const REVIEW = 'review:';

/** How an edit names a photo that waits for a person. */
export function reviewAddress(id: string): string {
  return `${REVIEW}${id}`;
}

/** The photo that an edit starts from; undefined if the text names none. */
export function readFrom(from: string): { readonly id: string; readonly inReview: boolean } | undefined {
  const inReview = from.startsWith(REVIEW);
  const id = inReview ? from.slice(REVIEW.length) : from;
  return isPhotoId(id) ? { id, inReview } : undefined;
}
