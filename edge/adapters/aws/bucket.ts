// The picture bucket, for what is stored in it and what is fetched from it.
import { S3Client } from '@aws-sdk/client-s3';
import type { PictureStore } from '../../core/ports.ts';
import type { FetchRange } from '../pack/pack.ts';
import { createRangeReader } from './s3-ranges.ts';
import { createS3Store } from './s3-store.ts';

export interface Bucket {
  readonly store: PictureStore;
  readonly fetchRange: FetchRange;
}

export function openBucket(name: string, region: string): Bucket {
  // One more try: a card's budget has no room for the SDK's usual patience.
  const client = new S3Client({ region, maxAttempts: 2 });
  // The way to the credentials is loaded when it is first needed; the first picture should not wait for it.
  client.config.credentials().catch(() => {}); // whoever needs them hears of it
  return { store: createS3Store(client, name), fetchRange: createRangeReader(client, name) };
}
