/**
 * Of every object of the photo bucket. An id names pixels, so what is at a key never changes, but it may be removed: a day bounds how long
 * browsers, and a photo site whose invalidation failed, show a photo that is gone. After it CloudFront asks S3 whether it is still there.
 */
export const PHOTO_CACHE_CONTROL = 'public, max-age=86400';
