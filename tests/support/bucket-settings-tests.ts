// The part of the suite in object-store-contract.ts about who may ask, and settings.
import { randomUUID } from 'node:crypto';
import {
  GetBucketEncryptionCommand,
  GetObjectCommand,
  GetPublicAccessBlockCommand,
  PutPublicAccessBlockCommand,
} from '@aws-sdk/client-s3';
import { expect, test } from '@jest/globals';
import { type ContractBucket, clientOf, outcome } from './contract-bucket.ts';

/** Keys of others. */
export function refusesStrangers(bucket: ContractBucket): void {
  const { name: Bucket } = bucket;

  test('refuses a wrong secret, an unknown key and a stranger', async () => {
    const forged = clientOf({ ...bucket.store, secretAccessKey: 'wrong' });
    const unknown = clientOf({ ...bucket.store, accessKeyId: 'NOBODY' });
    const read = new GetObjectCommand({ Bucket, Key: 'kept.jpg' });
    expect(await outcome(forged.send(read))).toBe('403 SignatureDoesNotMatch');
    expect(await outcome(unknown.send(read))).toBe('403 InvalidAccessKeyId');
    const anonymous = await fetch(`${bucket.store.endpoint}/${Bucket}/kept.jpg`);
    expect(anonymous.status).toBe(403);
    expect(await anonymous.text()).toContain('<Code>AccessDenied</Code>');
    forged.destroy();
    unknown.destroy();
  });
}

/** Settings. */
export function guardsTheBucket(bucket: ContractBucket): void {
  const { name: Bucket } = bucket;

  test('keeps a bucket’s public access block', async () => {
    const PublicAccessBlockConfiguration = {
      BlockPublicAcls: true,
      IgnorePublicAcls: true,
      BlockPublicPolicy: true,
      RestrictPublicBuckets: false,
    };
    await bucket.s3.send(new PutPublicAccessBlockCommand({ Bucket, PublicAccessBlockConfiguration }));
    expect(await bucket.s3.send(new GetPublicAccessBlockCommand({ Bucket }))).toMatchObject({ PublicAccessBlockConfiguration });
  });

  test('has no settings of a bucket that is not there', async () => {
    const nowhere = new GetBucketEncryptionCommand({ Bucket: `nowhere-${randomUUID()}` });
    expect(await outcome(bucket.s3.send(nowhere))).toBe('404 NoSuchBucket');
  });
}
