/** The sender's mistakes: the upload is `refused`, with a sentence that says what is allowed, and not tried again. */
export const REFUSALS = [
  'not_an_image', // by its bytes, not its name
  'unsupported', // SVG, PDF, TIFF, RAW, video
  'too_many_bytes',
  'too_many_pixels',
  'too_small',
  'damaged', // in the decoder's word
  'crashes', // two workers died of it
  'removed', // the photo was removed after this upload was sent
  'bad_edits', // an edit that does not fit the photo
  'unknown_upload', // nobody knows which edits it was sent with
] as const;
export type Refusal = (typeof REFUSALS)[number];

/** Ours, or AWS's: tried again. */
export type PhotoFailure = 'detector_failed' | 'store_failed' | 'table_failed' | 'queue_failed' | 'cache_failed';

/** Every failure of photos that we expect. The message says what, where and what is allowed. */
export class PhotoError extends Error {
  override readonly name = 'PhotoError';
  readonly code: Refusal | PhotoFailure;

  constructor(code: Refusal | PhotoFailure, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
