// Who listens to the S3 server learns of every object that was stored, before the client is answered.
import { CreateBucketCommand, DeleteObjectCommand, GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { expect, test } from '@jest/globals';
import { type StoredObject, startS3Server } from '../../../local/s3/server.ts';
import { clientOf, outcome } from '../../support/contract-bucket.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const credentials = { accessKeyId: 'LOCALKEY', secretAccessKey: 'local-secret' };
const Bucket = 'inbox';

test('an object is announced once it is stored; one that is refused, read or deleted is not', async () => {
  await using folder = await temporaryFolder('s3');
  const stored: StoredObject[] = [];
  const onObject = async (one: StoredObject) => void stored.push(one);
  const server = await startS3Server({ directory: folder.path, port: 0, ...credentials, onObject });
  const s3 = clientOf({ ...server, ...credentials });
  try {
    await s3.send(new CreateBucketCommand({ Bucket }));
    await s3.send(new PutObjectCommand({ Bucket, Key: 'photos/a b+%.jpg', Body: 'abc' }));
    const taken = s3.send(new PutObjectCommand({ Bucket, Key: 'photos/a b+%.jpg', Body: 'abc', IfNoneMatch: '*' }));
    expect(await outcome(taken)).toContain('PreconditionFailed');
    await s3.send(new GetObjectCommand({ Bucket, Key: 'photos/a b+%.jpg' }));
    await s3.send(new DeleteObjectCommand({ Bucket, Key: 'photos/a b+%.jpg' }));
    expect(stored).toEqual([{ bucket: Bucket, key: 'photos/a b+%.jpg', size: 3, etag: '"900150983cd24fb0d6963f7d28e17f72"' }]);
  } finally {
    s3.destroy();
    await server.close();
  }
});
