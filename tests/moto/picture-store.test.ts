// The store of the edge against moto's S3: conditional writes above all.
import { CreateBucketCommand, GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll } from '@jest/globals';
import { createS3Store } from '../../edge/adapters/aws/s3-store.ts';
import { describePictureStore } from '../support/picture-store-contract.ts';
import { clientOptions, openRelay, type Relay } from './relay.ts';

let moto: Relay;
let client: S3Client;
let buckets = 0;

beforeAll(async () => {
  moto = await openRelay();
  client = new S3Client({ ...clientOptions(moto), forcePathStyle: true });
});
afterAll(async () => {
  client.destroy();
  await moto.close();
});

describePictureStore('the S3 store on moto', async () => {
  const bucket = `pictures-${moto.account}-${buckets++}`;
  await client.send(new CreateBucketCommand({ Bucket: bucket }));
  return {
    store: createS3Store(client, bucket),
    read: async (key) => (await client.send(new GetObjectCommand({ Bucket: bucket, Key: key }))).Body?.transformToByteArray(),
    photosOf: async (key) => (await client.send(new GetObjectCommand({ Bucket: bucket, Key: key }))).Metadata?.['photos'],
  };
});
