import { GetObjectCommand, type S3Client, S3ServiceException } from '@aws-sdk/client-s3';
import { CardError } from '../../../card-schema/errors.ts';

export type ReadText = (key: string, signal: AbortSignal) => Promise<string | undefined>;

/** Reads small objects of a bucket. Gives undefined for a key that is free. Throws CardError `store_failed`. */
export function createTextReader(client: S3Client, bucket: string): ReadText {
  return async (key, signal) => {
    try {
      const { Body } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key }), { abortSignal: signal });
      return await Body?.transformToString();
    } catch (cause) {
      const status = cause instanceof S3ServiceException ? cause.$metadata.httpStatusCode : undefined;
      if (status === 404) return undefined;
      throw new CardError('store_failed', `S3 did not give ${key} (${status ?? 'no answer'}).`, { cause });
    }
  };
}
