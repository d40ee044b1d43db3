// The picture bucket, for what is stored in it and what is fetched from it, and the photo bucket next to it.
import { S3Client } from '@aws-sdk/client-s3';
import { handledLater } from '../../core/handled-later.ts';
import type { FetchPhoto, PictureStore } from '../../core/ports.ts';
import type { FetchRange } from '../pack/fetch-chunks.ts';
import { createPhotoReader } from '../photo-reader.ts';
import { createRangeReader } from './s3-ranges.ts';
import { createS3Store } from './s3-store.ts';
import { createTextReader, type ReadText } from './s3-text.ts';

export interface Bucket {
  readonly store: PictureStore;
  readonly fetchRange: FetchRange;
  /** Undefined for a key that is free. */
  readonly readText: ReadText;
  /** Of the photo bucket. */
  readonly fetchPhoto: FetchPhoto;
}

export function openBucket(name: string, region: string, photoBucket: string): Bucket {
  // One retry: a card's budget has no room for the SDK's usual patience.
  const client = new S3Client({ region, maxAttempts: 2 });
  // The way to the credentials is loaded when it is first needed; the first picture should not wait for it.
  handledLater(client.config.credentials());
  let fetchRange: FetchRange | undefined;
  return {
    store: createS3Store(client, name),
    readText: createTextReader(client, name),
    fetchPhoto: createPhotoReader(client, photoBucket),
    fetchRange(...range) {
      // Made when it is first needed: a pruned pack seldom needs it. The reader makes the retries, so this client makes none.
      fetchRange ??= createRangeReader(new S3Client({ region, maxAttempts: 1, credentials: client.config.credentials }), name);
      return fetchRange(...range);
    },
  };
}
