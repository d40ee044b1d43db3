// A bucket that the object store's suite works in.
import { randomUUID } from 'node:crypto';
import {
  CreateBucketCommand,
  GetObjectCommand,
  type GetObjectCommandOutput,
  ListObjectsV2Command,
  type ListObjectsV2CommandOutput,
  PutObjectCommand,
  type PutObjectCommandOutput,
  S3Client,
  S3ServiceException,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll } from '@jest/globals';

export interface Store {
  readonly endpoint: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  close(): Promise<void>;
}

/** A client as the stack makes it; with another secret, as a stranger would. */
export function clientOf({ endpoint, accessKeyId, secretAccessKey }: Omit<Store, 'close'>, maxAttempts = 1): S3Client {
  return new S3Client({
    region: 'us-east-1',
    endpoint,
    forcePathStyle: true,
    credentials: { accessKeyId, secretAccessKey },
    maxAttempts,
  });
}

/** The error code and status of a refused call, or `done`. */
export async function outcome(call: Promise<unknown>): Promise<string> {
  try {
    await call;
    return 'done';
  } catch (error) {
    if (error instanceof S3ServiceException) return `${error.$metadata.httpStatusCode} ${error.name}`;
    throw error;
  }
}

export interface ContractBucket<S extends Store = Store> {
  readonly name: string;
  /** Open while tests run. */
  readonly store: S;
  readonly s3: S3Client;
  put(key: string, body: string | Uint8Array, more?: object): Promise<PutObjectCommandOutput>;
  get(key: string, more?: object): Promise<GetObjectCommandOutput & { readonly text: string }>;
  listed(more?: object): Promise<ListObjectsV2CommandOutput>;
}

/** A bucket for the tests of a describe, made before them and closed after them. */
export function contractBucket<S extends Store>(open: () => Promise<S>): ContractBucket<S> {
  const Bucket = `contract-${randomUUID()}`;
  let store: S;
  let s3: S3Client;
  beforeAll(async () => {
    store = await open();
    s3 = clientOf(store);
    await s3.send(new CreateBucketCommand({ Bucket }));
  });
  afterAll(async () => {
    s3?.destroy();
    await store?.close();
  });
  return {
    name: Bucket,
    get store() {
      return store;
    },
    get s3() {
      return s3;
    },
    put: (Key, Body, more = {}) => s3.send(new PutObjectCommand({ Bucket, Key, Body, ...more })),
    async get(Key, more = {}) {
      const found = await s3.send(new GetObjectCommand({ Bucket, Key, ...more }));
      return { ...found, text: (await found.Body?.transformToString()) ?? '' };
    },
    listed: (more = {}) => s3.send(new ListObjectsV2Command({ Bucket, ...more })),
  };
}
