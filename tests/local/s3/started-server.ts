// An S3 server for each test, with a bucket in it.
import { CreateBucketCommand, type S3Client } from '@aws-sdk/client-s3';
import { afterEach, beforeEach } from '@jest/globals';
import { type FinishedRequest, type S3Server, startS3Server } from '../../../local/s3/server.ts';
import { clientOf } from '../../support/contract-bucket.ts';
import { type TemporaryFolder, temporaryFolder } from '../../support/temporary-folder.ts';

export const credentials = { accessKeyId: 'LOCALKEY', secretAccessKey: 'local-secret' };
export let directory: TemporaryFolder;
export let server: S3Server;
export let s3: S3Client;
export let finished: FinishedRequest[];
export const Bucket = 'cards';

export const start = async () => {
  server = await startS3Server({ directory: directory.path, port: 0, ...credentials, onRequest: (one) => finished.push(one) });
  s3 = clientOf({ ...server, ...credentials });
};
export const stop = async () => {
  s3.destroy();
  await server.close();
};

/** Opens what the tests of a file share, and closes it. */
export function shareServer(): void {
  beforeEach(async () => {
    directory = await temporaryFolder('s3');
    finished = [];
    await start();
    await s3.send(new CreateBucketCommand({ Bucket }));
  });
  afterEach(async () => {
    await stop();
    await directory.remove();
  });
}
