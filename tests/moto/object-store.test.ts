// The suite that our own S3 server and Ceph's pass, and the headers of S3's own, against moto's S3.
import {
  CreateBucketCommand,
  DeleteObjectCommand,
  PutBucketEncryptionCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { expect, test } from '@jest/globals';
import { DELETED_HEADERS, OBJECT_HEADERS } from '../../local/s3/own-headers.ts';
import { describeMotoStore } from '../support/object-store-contract.ts';
import { CREDENTIALS, clientOptions, openRelay, SIGNED_FOR_S3 } from './relay.ts';

describeMotoStore(async () => {
  const { endpoint, close } = await openRelay();
  return { endpoint, close, ...CREDENTIALS };
});

/** The number of a request, which CloudFront keeps to itself, and what moto repeats of the request that stored the object. */
const NOT_OF_THE_OBJECT = /^x-amzn?-(request-?id|id-2|content-sha256|sdk-checksum-algorithm)$/;

test('what S3 says of itself, our own S3 server says too', async () => {
  await using moto = await openRelay();
  const s3 = new S3Client(clientOptions(moto));
  const Bucket = `headers-${moto.account}`;
  const rule = { ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms' }, BucketKeyEnabled: true } as const;
  await s3.send(new CreateBucketCommand({ Bucket }));
  await s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: 'Enabled' } }));
  await s3.send(new PutBucketEncryptionCommand({ Bucket, ServerSideEncryptionConfiguration: { Rules: [rule] } }));
  await s3.send(new PutObjectCommand({ Bucket, Key: 'a.jpg', Body: 'a', StorageClass: 'INTELLIGENT_TIERING' }));
  const named = async () => {
    const { status, headers } = await fetch(`${moto.endpoint}/${Bucket}/a.jpg`, { headers: { authorization: SIGNED_FOR_S3 } });
    const names = [...headers.keys()].filter((name) => name.startsWith('x-amz') && !NOT_OF_THE_OBJECT.test(name));
    return { status, names };
  };
  const there = await named();
  expect(there.status).toBe(200);
  expect(there.names).toEqual(expect.arrayContaining(['x-amz-server-side-encryption', 'x-amz-version-id']));
  expect(Object.keys(OBJECT_HEADERS)).toEqual(expect.arrayContaining(there.names));
  await s3.send(new DeleteObjectCommand({ Bucket, Key: 'a.jpg' }));
  const gone = await named();
  expect(gone.status).toBe(404);
  expect(Object.keys(DELETED_HEADERS)).toEqual(expect.arrayContaining(gone.names));
  s3.destroy();
});
