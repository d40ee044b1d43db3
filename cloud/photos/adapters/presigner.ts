// Addresses that AWS's own packages sign with the function's role, and which end with it or with their time, whichever is sooner.
import { GetObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { createPresignedPost } from '@aws-sdk/s3-presigned-post';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { PhotoError } from '../photo-error.ts';
import type { Presigner } from '../ports.ts';
import { MAX_SOURCE_BYTES } from '../source-size.ts';

/** To begin with the upload, not to end it. */
const UPLOAD_SECONDS = 5 * 60;
const DOWNLOAD_SECONDS = 15 * 60;

/**
 * Addresses without checksums: a browser that follows one does not look at an answer's, and where only the first of these is set, the SDK signs
 * the checksum of an empty body into the address of a GET.
 */
export const PRESIGNING_SETTINGS = {
  responseChecksumValidation: 'WHEN_REQUIRED',
  requestChecksumCalculation: 'WHEN_REQUIRED',
} as const;

export interface PresignerParts {
  /** With PRESIGNING_SETTINGS. */
  readonly client: S3Client;
  readonly inbox: string;
  readonly bucket: string;
}

export function createPresigner({ client, inbox, bucket }: PresignerParts): Presigner {
  return {
    upload: (Key) =>
      explained(async () => {
        const expires = new Date(Date.now() + UPLOAD_SECONDS * 1000);
        const { url, fields } = await createPresignedPost(client, {
          Bucket: inbox,
          Key,
          Conditions: [['content-length-range', 1, MAX_SOURCE_BYTES]],
          Expires: UPLOAD_SECONDS,
        });
        return { url, fields, expires };
      }),
    download: (Key) =>
      explained(() => getSignedUrl(client, new GetObjectCommand({ Bucket: bucket, Key }), { expiresIn: DOWNLOAD_SECONDS })),
  };
}

/** Signing asks nobody, but for the credentials it may. */
async function explained<T>(sign: () => Promise<T>): Promise<T> {
  try {
    return await sign();
  } catch (cause) {
    throw new PhotoError('store_failed', 'No address can be signed: there are no credentials.', { cause });
  }
}
