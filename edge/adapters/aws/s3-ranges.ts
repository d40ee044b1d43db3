import { setTimeout as sleep } from 'node:timers/promises';
import { GetObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { CardError } from '../../../card-schema/errors.ts';
import type { Deadline } from '../../core/deadline.ts';
import { MAX_RANGE_MS, RANGE_RETRY_WAIT_MS } from '../../core/time-limits.ts';

/** Bytes `from` to `to`, both inclusive, of an object. Throws CardError `pack_failed`, at the deadline at the latest. */
export type ReadRange = (key: string, from: number, to: number, deadline: Deadline) => Promise<Uint8Array>;

const MAX_ATTEMPTS = 4;

/** Reads ranges of a bucket's objects. The client must not retry by itself: here is where it is decided. */
export function createRangeReader(client: S3Client, bucket: string): ReadRange {
  const read = async (key: string, from: number, to: number, deadline: Deadline): Promise<Uint8Array> => {
    const get = new GetObjectCommand({ Bucket: bucket, Key: key, Range: `bytes=${from}-${to}` });
    // The signal ends a body that stands still as well.
    const { Body } = await client.send(get, { abortSignal: deadline.signal(MAX_RANGE_MS) });
    if (!Body) throw new Error('S3 sent no body.');
    const bytes = await Body.transformToByteArray();
    if (bytes.length !== to - from + 1) throw new Error(`S3 sent ${bytes.length} bytes instead of ${to - from + 1}.`);
    return bytes;
  };

  return async (key, from, to, deadline) => {
    for (let attempt = 1; ; attempt++) {
      try {
        return await read(key, from, to, deadline);
      } catch (cause) {
        const waitMs = Math.random() * RANGE_RETRY_WAIT_MS * 2 ** (attempt - 1);
        if (attempt === MAX_ATTEMPTS || isRefusal(cause) || deadline.remainingMs() <= waitMs)
          throw new CardError('pack_failed', `The part of the browser that is in S3 (${key}) could not be fetched.`, { cause });
        await sleep(waitMs);
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
