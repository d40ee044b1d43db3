// The picture bucket, for what is stored in it and what is fetched from it.
import { HeadObjectCommand, S3Client } from '@aws-sdk/client-s3';
import type { PictureStore } from '../core/ports.ts';
import type { FetchRange } from './pack.ts';
import { createRangeReader } from './s3-ranges.ts';
import { createS3Store } from './s3-store.ts';

const WARM_UP_AT_MOST_MS = 2000;

export interface Bucket {
  readonly store: PictureStore;
  readonly fetchRange: FetchRange;
}

export function openBucket(name: string, region: string): Bucket {
  // One more try: a card's budget has no room for the SDK's usual patience.
  const client = new S3Client({ region, maxAttempts: 2 });
  warmUp(client, name);
  return { store: createS3Store(client, name), fetchRange: createRangeReader(client, name) };
}

/**
 * The first request of a client takes longer than the next: credentials are read, a connection is made, code runs for the first
 * time. The first picture should not wait for that, so a request that asks for nothing goes ahead.
 */
function warmUp(client: S3Client, bucket: string): void {
  const head = new HeadObjectCommand({ Bucket: bucket, Key: 'packs/' }); // where the function may read
  client.send(head, { abortSignal: AbortSignal.timeout(WARM_UP_AT_MOST_MS) }).catch(() => {}); // whatever S3 says
}
