import { HeadObjectCommand, type S3Client, S3ServiceException } from '@aws-sdk/client-s3';
import { CardError } from '../../card-schema/errors.ts';

/** Whether a key has its picture. Throws CardError `store_failed`. */
export type HasPicture = (key: string) => Promise<boolean>;

/**
 * Asks with HEAD, before anything is drawn. The conditional put alone would be enough for a picture to be stored once, but it
 * says so only after the drawing, which is nearly all of a card's time and price.
 */
export function createPictureLookup(client: S3Client, bucket: string): HasPicture {
  return async (key) => {
    try {
      await client.send(new HeadObjectCommand({ Bucket: bucket, Key: key }));
      return true;
    } catch (cause) {
      const status = cause instanceof S3ServiceException ? cause.$metadata.httpStatusCode : undefined;
      if (status === 404) return false;
      // Without s3:ListBucket a missing key is 403, as everything is that may not be read.
      const hint = status === 403 ? '; reading wants s3:GetObject and s3:ListBucket' : '';
      throw new CardError('store_failed', `S3 does not say whether the picture is there (${status ?? 'no answer'}${hint}).`, {
        cause,
      });
    }
  };
}
