// Uses the local stack's store as the stack, `put` and `prerender` do, on the data folder that it is given; prints `done`.
import { GetObjectCommand, NoSuchKey } from '@aws-sdk/client-s3';
import { createPictureLookup } from '../../../../cloud/prerender/picture-lookup.ts';
import { createS3Store } from '../../../../edge/adapters/aws/s3-store.ts';
import { createDeadline } from '../../../../edge/core/deadline.ts';
import { openLocalStore, removePicture, storeObjects } from '../../../../local/stack/store.ts';

const KEY = '0123456789ab/any/12-34-10.jpg';

const store = await openLocalStore(process.argv[2] ?? '', 0);
await storeObjects(store);
const { created } = await createS3Store(store.client, store.bucket).put(KEY, Uint8Array.of(1, 2, 3), createDeadline(5000));
const hasPicture = createPictureLookup(store.client, store.bucket);
const { Body } = await store.client.send(new GetObjectCommand({ Bucket: store.bucket, Key: KEY }));
const bytes = await Body?.transformToByteArray();
const isThere = await hasPicture(KEY);
await removePicture(store, KEY);
const isGone = await store.client.send(new GetObjectCommand({ Bucket: store.bucket, Key: KEY })).then(
  () => false,
  (error: unknown) => error instanceof NoSuchKey,
);
await store.close();
console.log(created && isThere && bytes?.length === 3 && isGone ? 'done' : { created, isThere, bytes, isGone });
