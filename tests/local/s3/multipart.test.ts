// What is sent in parts, as `aws s3 cp` sends large files, becomes one object when it is complete.
import { createHash } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { GetObjectCommand, ListObjectsV2Command, PutObjectCommand } from '@aws-sdk/client-s3';
import { expect, test } from '@jest/globals';
import { type StoredObject, startS3Server } from '../../../local/s3/server.ts';
import { clientOf, outcome } from '../../support/contract-bucket.ts';
import { partsOf } from '../../support/multipart-tests.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { Bucket, credentials, directory, s3, server, shareServer } from './started-server.ts';

shareServer();

const incoming = () => readdir(join(directory.path, '.incoming'));
const md5 = (bytes: Uint8Array) => createHash('md5').update(bytes).digest();

test('is in no listing and leaves no file, whether it is completed or given up', async () => {
  for (const end of ['complete', 'abort'] as const) {
    const upload = await partsOf(s3, Bucket, `${end}.bin`);
    await upload.put(1, 'first try');
    await upload.put(1, 'abc');
    expect(await incoming()).toHaveLength(1);
    const { KeyCount } = await s3.send(new ListObjectsV2Command({ Bucket, Prefix: end }));
    expect(KeyCount).toBe(0);
    await upload[end]();
    expect(await incoming()).toEqual([]);
    expect(await outcome(upload.put(1, 'late'))).toBe('404 NoSuchUpload');
    expect(await outcome(upload.complete())).toBe('404 NoSuchUpload');
  }
});

// Ceph judges these otherwise; the codes are those of Amazon's S3 API reference.
test('answers the hash of the parts, and refuses parts in another order, none, and numbers that no part has, but takes some of them', async () => {
  const upload = await partsOf(s3, Bucket, 'order.bin');
  await upload.put(1, new Uint8Array(5 * 1024 * 1024));
  await upload.put(2, 'end');
  const [one, two] = [...upload.etags].map(([PartNumber, ETag]) => ({ PartNumber, ETag }));
  if (!one || !two) throw new Error('There are two.');
  expect(await outcome(upload.complete([two, one]))).toBe('400 InvalidPartOrder');
  expect(await outcome(upload.complete([one, one]))).toBe('400 InvalidPartOrder');
  expect(await outcome(upload.complete([]))).toBe('400 MalformedXML');
  for (const number of [0, 10_001]) expect(await outcome(upload.put(number, 'x'))).toBe('400 InvalidArgument');
  await s3.send(new PutObjectCommand({ Bucket, Key: 'order.bin', Body: 'taken' }));
  expect(await outcome(upload.complete(undefined, { IfNoneMatch: '*' }))).toBe('412 PreconditionFailed');
  expect(await upload.complete([two])).toBe(`"${md5(md5(Buffer.from('end'))).toString('hex')}-1"`);
  const found = await s3.send(new GetObjectCommand({ Bucket, Key: 'order.bin' }));
  expect(await found.Body?.transformToString()).toBe('end');
  expect(await incoming()).toEqual([]);
});

test('an upload is of one key of one bucket', async () => {
  const upload = await partsOf(s3, Bucket, 'a.bin');
  await upload.put(1, 'abc');
  const other = await partsOf(s3, Bucket, 'b.bin', upload.id);
  expect(await outcome(other.put(1, 'abc'))).toBe('404 NoSuchUpload');
  expect(await outcome(other.abort())).toBe('404 NoSuchUpload');
});

test('is announced once, as the whole object', async () => {
  await using folder = await temporaryFolder('s3');
  const stored: StoredObject[] = [];
  const onObject = async (one: StoredObject) => void stored.push(one);
  const announcing = await startS3Server({ directory: folder.path, port: 0, ...credentials, onObject });
  const client = clientOf({ ...announcing, ...credentials });
  try {
    const upload = await partsOf(client, 'inbox', 'photos/a.bin');
    const parts = [Buffer.alloc(5 * 1024 * 1024, 1), Buffer.from('end')] as const;
    for (const [at, part] of parts.entries()) await upload.put(at + 1, part);
    expect(stored).toEqual([]);
    await upload.complete();
    const etag = `"${md5(Buffer.concat(parts.map(md5))).toString('hex')}-2"`;
    expect(stored).toEqual([{ bucket: 'inbox', key: 'photos/a.bin', size: 5 * 1024 * 1024 + 3, etag }]);
  } finally {
    client.destroy();
    await announcing.close();
  }
  expect(server.endpoint).not.toBe(announcing.endpoint);
});
