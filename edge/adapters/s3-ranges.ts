import { GetObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { CardError } from '../../card-schema/errors.ts';
import type { FetchRange } from './pack.ts';

/** At 78 MB/s a range takes 0.1 s; a connection that hangs must not hang the sandbox. */
const RANGE_AT_MOST_MS = 10_000;

/** Reads ranges of a bucket's objects with the function's own credentials. Throws CardError `pack_failed`. */
export function createRangeReader(client: S3Client, bucket: string): FetchRange {
  return async (key, from, to) => {
    try {
      const get = new GetObjectCommand({ Bucket: bucket, Key: key, Range: `bytes=${from}-${to}` });
      const { Body } = await client.send(get, { abortSignal: AbortSignal.timeout(RANGE_AT_MOST_MS) });
      if (!Body) throw new Error('S3 sent no body.');
      return await Body.transformToByteArray();
    } catch (cause) {
      throw new CardError('pack_failed', `The part of the browser that is in S3 (${key}) could not be fetched.`, { cause });
    }
  };
}
