// An inbox and a photo bucket on the embedded S3, or on the real server that is asked for.
import { randomUUID } from 'node:crypto';
import {
  CreateBucketCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll } from '@jest/globals';
import { createS3Photos } from '../../cloud/photos/adapters/s3-photos.ts';
import { type S3Server, startS3Server } from '../../local/s3/server.ts';
import { LOCAL_CREDENTIALS } from '../../local/stack/config.ts';
import { clientOf } from './contract-bucket.ts';
import type { OpenPhotoStore } from './photo-store-contract.ts';
import { realS3 } from './real-s3.ts';
import { type TemporaryFolder, temporaryFolder } from './temporary-folder.ts';

export interface PhotoBuckets extends OpenPhotoStore {
  readonly client: S3Client;
  readonly inbox: string;
  readonly bucket: string;
  /** Keys of the inbox. */
  sources(): Promise<readonly string[]>;
}

/** A server for the tests of a file. Gives two new buckets whenever it is asked. */
export function photoBucketsForTests(): { open(): Promise<PhotoBuckets>; readonly endpoint: string } {
  const real = realS3();
  let folder: TemporaryFolder;
  let server: S3Server | undefined;
  let client: S3Client;
  beforeAll(async () => {
    folder = await temporaryFolder('photos');
    if (!real) server = await startS3Server({ directory: folder.path, port: 0, ...LOCAL_CREDENTIALS });
    client = clientOf(real ?? { endpoint: server?.endpoint ?? '', ...LOCAL_CREDENTIALS });
  });
  afterAll(async () => {
    client?.destroy();
    await server?.close();
    await folder?.remove();
  });
  return {
    get endpoint() {
      return real?.endpoint ?? server?.endpoint ?? '';
    },
    // Files of tests run in one process, and share the real server.
    open: () => openPhotoBuckets(client, randomUUID()),
  };
}

export async function openPhotoBuckets(client: S3Client, suffix: string): Promise<PhotoBuckets> {
  const [inbox, bucket] = [`inbox-${suffix}`, `photos-${suffix}`];
  for (const Bucket of [inbox, bucket]) await client.send(new CreateBucketCommand({ Bucket }));
  const keysOf = async (Bucket: string) => {
    const { Contents = [] } = await client.send(new ListObjectsV2Command({ Bucket }));
    return Contents.flatMap(({ Key }) => Key ?? []);
  };
  return {
    client,
    inbox,
    bucket,
    store: createS3Photos({ client, inbox, bucket }),
    async putSource(Key, Body) {
      await client.send(new PutObjectCommand({ Bucket: inbox, Key, Body }));
    },
    keys: () => keysOf(bucket),
    sources: () => keysOf(inbox),
    async head(Key) {
      const { ContentType, Metadata = {} } = await client.send(new HeadObjectCommand({ Bucket: bucket, Key }));
      return { metadata: Metadata, ...(ContentType === undefined ? {} : { type: ContentType }) };
    },
  };
}
