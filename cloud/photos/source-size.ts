import { PhotoError } from './photo-error.ts';

/** Photos of phones and cameras have less; raw files have more. The form of an upload allows no more either. */
export const MAX_SOURCE_BYTES = 25_000_000;

export function tooManyBytes(bytes: number): PhotoError {
  const inMegabytes = (count: number) => `${(count / 1e6).toFixed(1).replace(/\.0$/, '')} MB`;
  return new PhotoError(
    'too_many_bytes',
    `The file has ${inMegabytes(bytes)} (${bytes.toLocaleString('en-US')} bytes), more than the ${inMegabytes(MAX_SOURCE_BYTES)} that a photo may have. Save it with a lower quality, or smaller.`,
  );
}
