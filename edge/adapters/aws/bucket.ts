// The picture bucket, for what is stored in it and what is fetched from it.
import { S3Client } from '@aws-sdk/client-s3';
import { handledLater } from '../../core/handled-later.ts';
import type { PictureStore } from '../../core/ports.ts';
import { createRangeReader, type ReadRange } from './s3-ranges.ts';
import { createS3Store } from './s3-store.ts';

export interface Bucket {
  readonly store: PictureStore;
  readonly readRange: ReadRange;
}

export function openBucket(name: string, region: string): Bucket {
  // One retry: a card's budget has no room for the SDK's usual patience.
  const client = new S3Client({ region, maxAttempts: 2 });
  // The way to the credentials is loaded when it is first needed; the first picture should not wait for it.
  handledLater(client.config.credentials());
  let readRange: ReadRange | undefined;
  return {
    store: createS3Store(client, name),
    readRange(...range) {
      // Few sandboxes need it, so it is made by the first that does. It has a retry of its own, with the deadline in view.
      readRange ??= createRangeReader(new S3Client({ region, maxAttempts: 1, credentials: client.config.credentials }), name);
      return readRange(...range);
    },
  };
}
