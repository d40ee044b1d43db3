import { CreateBucketCommand, GetObjectCommand, HeadObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createRangeReader } from '../../../../edge/adapters/aws/s3-ranges.ts';
import { createS3Store } from '../../../../edge/adapters/aws/s3-store.ts';
import { createDeadline } from '../../../../edge/core/deadline.ts';
import { type S3Server, startS3Server } from '../../../../local/s3/server.ts';
import { LOCAL_CREDENTIALS } from '../../../../local/stack/config.ts';
import { createMemoryStore } from '../../../support/memory-store.ts';
import { describePictureStore } from '../../../support/picture-store-contract.ts';
import { realS3 } from '../../../support/real-s3.ts';
import { type TemporaryFolder, temporaryFolder } from '../../../support/temporary-folder.ts';

const real = realS3();
const { accessKeyId, secretAccessKey } = real ?? LOCAL_CREDENTIALS;
const credentials = { accessKeyId, secretAccessKey };

let folder: TemporaryFolder;
let server: S3Server | undefined;
let client: S3Client;
let buckets = 0;

const clientWith = (given: typeof credentials, endpoint = real?.endpoint ?? server?.endpoint ?? '') =>
  new S3Client({ region: 'us-east-1', endpoint, forcePathStyle: true, credentials: given, maxAttempts: 1 });

async function openBucket() {
  const bucket = `pictures-${process.pid}-${buckets++}`;
  await client.send(new CreateBucketCommand({ Bucket: bucket }));
  return bucket;
}

beforeAll(async () => {
  folder = await temporaryFolder('test');
  if (!real) server = await startS3Server({ directory: folder.path, port: 0, ...LOCAL_CREDENTIALS });
  client = clientWith(credentials);
});

afterAll(async () => {
  client.destroy();
  await server?.close();
  await folder.remove();
});

describePictureStore('the S3 store', async () => {
  const bucket = await openBucket();
  return {
    store: createS3Store(client, bucket),
    read: async (key) => (await client.send(new GetObjectCommand({ Bucket: bucket, Key: key }))).Body?.transformToByteArray(),
    photosOf: async (key) => (await client.send(new GetObjectCommand({ Bucket: bucket, Key: key }))).Metadata?.['photos'],
  };
});

describePictureStore('the memory store of the tests', async () => {
  const store = createMemoryStore();
  return { store, read: async (key) => store.get(key), photosOf: async (key) => store.photosOf(key) };
});

describe('the S3 store', () => {
  test('gives a picture its type and a year of life, as the answer has them', async () => {
    const bucket = await openBucket();
    await createS3Store(client, bucket).put('a/b.jpg', Uint8Array.of(1), createDeadline(5000));
    const head = await client.send(new HeadObjectCommand({ Bucket: bucket, Key: 'a/b.jpg' }));
    expect(head).toMatchObject({ ContentType: 'image/jpeg', CacheControl: 'public, max-age=31536000' });
  });

  test.each([
    ['a wrong secret', () => clientWith({ ...credentials, secretAccessKey: 'wrong' }), /\(403\)/],
    ['no server', () => clientWith(credentials, 'http://127.0.0.1:9'), /no answer/],
  ])('translates %s into a CardError', async (_, broken, message) => {
    const put = createS3Store(broken(), 'pictures').put('a/b.jpg', Uint8Array.of(1), createDeadline(5000));
    await expect(put).rejects.toMatchObject({ name: 'CardError', code: 'store_failed', message: expect.stringMatching(message) });
  });
});

describe('the range reader', () => {
  test('reads a part of an object, both ends inclusive', async () => {
    const bucket = await openBucket();
    await createS3Store(client, bucket).put('packs/x', Uint8Array.of(0, 1, 2, 3, 4), createDeadline(5000));
    expect([...(await createRangeReader(client, bucket)('packs/x', 1, 3))]).toEqual([1, 2, 3]);
  });

  test('translates a missing object into a CardError', async () => {
    const bucket = await openBucket();
    await expect(createRangeReader(client, bucket)('packs/none', 0, 1)).rejects.toMatchObject({
      code: 'pack_failed',
    });
  });
});
