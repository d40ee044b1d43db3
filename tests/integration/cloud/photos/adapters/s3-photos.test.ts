import { S3Client } from '@aws-sdk/client-s3';
import { expect, test } from '@jest/globals';
import { createS3Photos } from '../../../../../cloud/photos/adapters/s3-photos.ts';
import { createDeadline } from '../../../../../edge/core/deadline.ts';
import { photoBucketsForTests } from '../../../../support/photo-buckets.ts';
import { describePhotoStore } from '../../../../support/photo-store-contract.ts';

const buckets = photoBucketsForTests();

describePhotoStore('Inbox and photo bucket', () => buckets.open());

test('a bucket that is not there, or a server that does not answer, is a failure and not an empty bucket', async () => {
  const { client } = await buckets.open();
  const deadline = createDeadline(10_000);
  const nobody = new S3Client({ region: 'us-east-1', endpoint: 'http://127.0.0.1:9', forcePathStyle: true, maxAttempts: 1 });
  for (const each of [client, nobody]) {
    const store = createS3Photos({ client: each, inbox: 'no-such-inbox', bucket: 'no-such-bucket' });
    const failure = { name: 'PhotoError', code: 'store_failed' };
    await expect(store.readSource('uploads/a', deadline)).rejects.toMatchObject(failure);
    await expect(store.readRecord('7h3k9m2p4q8r5t6v', deadline)).rejects.toMatchObject(failure);
    await expect(store.put({ key: 'a', bytes: Buffer.from('a'), type: 'text/plain' }, deadline)).rejects.toMatchObject(failure);
    await expect(store.removeAll('photos/', deadline)).rejects.toMatchObject(failure);
    await expect(store.markRemoved('7h3k9m2p4q8r5t6v', deadline)).rejects.toMatchObject(failure);
  }
  nobody.destroy();
});
