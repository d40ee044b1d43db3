import { setTimeout as sleep } from 'node:timers/promises';
import { GetObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { CardError } from '../../../card-schema/errors.ts';
import { MAX_RANGE_MS, RANGE_RETRY_WAIT_MS } from '../../core/time-limits.ts';
import type { FetchRange } from '../pack/fetch-chunks.ts';

/** The waits between them add up to 3.1 s at most, and to half of that on average: a short burst of 503 is over by then. */
const MAX_ATTEMPTS = 6;

/**
 * Reads ranges of a bucket's objects. The client must not retry by itself: here is where it is decided. No card's deadline ends a
 * read, because the next card goes on with the same unpacking; each attempt has a limit of its own.
 */
export function createRangeReader(client: S3Client, bucket: string): FetchRange {
  const read = async (key: string, from: number, to: number): Promise<Uint8Array> => {
    const get = new GetObjectCommand({ Bucket: bucket, Key: key, Range: `bytes=${from}-${to}` });
    // The signal ends a body that stands still as well.
    const { Body } = await client.send(get, { abortSignal: AbortSignal.timeout(MAX_RANGE_MS) });
    if (!Body) throw new Error('S3 sent no body.');
    const bytes = await Body.transformToByteArray();
    if (bytes.length !== to - from + 1) throw new Error(`S3 sent ${bytes.length} bytes instead of ${to - from + 1}.`);
    return bytes;
  };

  return async (key, from, to) => {
    for (let attempt = 1; ; attempt++) {
      try {
        return await read(key, from, to);
      } catch (cause) {
        if (attempt === MAX_ATTEMPTS || isRefusal(cause))
          throw new CardError('pack_failed', `The part of the browser that is in S3 (${key}) could not be fetched.`, { cause });
        await sleep(Math.random() * RANGE_RETRY_WAIT_MS * 2 ** (attempt - 1));
      }
    }
  };
}

/** Whether S3 refused the request for a reason that a repetition does not change. */
function isRefusal(error: unknown): boolean {
  // The SDK's own exceptions carry it, and nothing else does.
  const status = (error as { $metadata?: { httpStatusCode?: number } }).$metadata?.httpStatusCode;
  return status !== undefined && status >= 400 && status < 500 && status !== 408 && status !== 429;
}
