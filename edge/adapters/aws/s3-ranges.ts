import { setTimeout as sleep } from 'node:timers/promises';
import { GetObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { CardError } from '../../../card-schema/errors.ts';
import type { FetchRange } from '../pack/pack.ts';

/** At 78 MB/s a range takes 0.05 s. One that takes so much longer does better on another connection. */
const TRY_AT_MOST_MS = 4000;
const TRIES = 4;
/** Doubles from try to try; each waits a random part of it, so that the ranges do not come back all at once. */
const FIRST_WAIT_MS = 50;

/** Reads ranges of a bucket's objects with the function's own credentials. Throws CardError `pack_failed`. */
export function createRangeReader(client: S3Client, bucket: string): FetchRange {
  const read = async (key: string, from: number, to: number): Promise<Uint8Array> => {
    const get = new GetObjectCommand({ Bucket: bucket, Key: key, Range: `bytes=${from}-${to}` });
    // The signal ends a body that stands still as well.
    const { Body } = await client.send(get, { abortSignal: AbortSignal.timeout(TRY_AT_MOST_MS) });
    if (!Body) throw new Error('S3 sent no body.');
    const bytes = await Body.transformToByteArray();
    if (bytes.length !== to - from + 1) throw new Error(`S3 sent ${bytes.length} bytes instead of ${to - from + 1}.`);
    return bytes;
  };

  return async (key, from, to) => {
    for (let tries = 1; ; tries++) {
      try {
        return await read(key, from, to);
      } catch (cause) {
        if (tries === TRIES || isFinal(cause))
          throw new CardError('pack_failed', `The part of the browser that is in S3 (${key}) could not be fetched.`, { cause });
        await sleep(Math.random() * FIRST_WAIT_MS * 2 ** (tries - 1));
      }
    }
  };
}

/** What S3 says no to, it will say no to again. */
function isFinal(error: unknown): boolean {
  // The SDK's own exceptions carry it, and nothing else does.
  const status = (error as { $metadata?: { httpStatusCode?: number } }).$metadata?.httpStatusCode;
  return status !== undefined && status >= 400 && status < 500 && status !== 408 && status !== 429;
}
