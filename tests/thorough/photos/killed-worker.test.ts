// The worker as a process of its own that is killed (SIGKILL) after each call that it makes, in turn: the next delivery goes on, and at no
// time is half a photo visible. What it does on stores in memory is in tests/cloud/photos/dying-worker.test.ts.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { expect, test } from '@jest/globals';
import { createUploadTable } from '../../../cloud/photos/adapters/upload-table.ts';
import { type S3Server, startS3Server } from '../../../local/s3/server.ts';
import { LOCAL_CREDENTIALS } from '../../../local/stack/config.ts';
import { projectPath } from '../../../project-path.ts';
import { startAwsServer } from '../../doubles/aws/aws-server.ts';
import { eventOf } from '../../doubles/aws/sqs.ts';
import { createUploadRows } from '../../doubles/aws/upload-rows.ts';
import { clientOf } from '../../support/contract-bucket.ts';
import { openPhotoBuckets, type PhotoBuckets } from '../../support/photo-buckets.ts';
import { objectCreated } from '../../support/photo-worker.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const TABLE = 'edgecard-test-photos';
const KEY = 'photos/astronaut.png';
/** Whole variants, crops, master and record. */
const FILES = 9;

async function openServices(onCall: () => void) {
  const folder = await temporaryFolder('killed-worker');
  const s3: S3Server = await startS3Server({ directory: folder.path, port: 0, ...LOCAL_CREDENTIALS, onRequest: onCall });
  const table = await startAwsServer({ json: createUploadRows(TABLE).operations, after: onCall });
  const client = clientOf({ endpoint: s3.endpoint, ...LOCAL_CREDENTIALS });
  const close = async () => {
    client.destroy();
    await Promise.all([s3.close(), table.close()]);
    await folder.remove();
  };
  return { s3, table, client, close };
}

type Services = Awaited<ReturnType<typeof openServices>>;

/** One delivery of the message, to a new process. */
function startWorker({ s3, table }: Services, { inbox, bucket }: PhotoBuckets): ChildProcess {
  const event = eventOf([{ messageId: 'one', body: objectCreated(KEY), receives: 1 }]);
  const script = `
    const { handler } = await import(${JSON.stringify(projectPath('cloud/photo-worker.ts'))});
    const { batchItemFailures } = await handler(${JSON.stringify(event)}, { getRemainingTimeInMillis: () => 60_000 });
    process.exit(batchItemFailures.length);`;
  const { accessKeyId, secretAccessKey } = LOCAL_CREDENTIALS;
  return spawn(process.execPath, ['--input-type=module', '-e', script], {
    env: {
      AWS_REGION: 'us-east-1',
      AWS_ACCESS_KEY_ID: accessKeyId,
      AWS_SECRET_ACCESS_KEY: secretAccessKey,
      AWS_ENDPOINT_URL_S3: s3.endpoint,
      AWS_ENDPOINT_URL_DYNAMODB: table.endpoint,
      ...{ INBOX_BUCKET: inbox, PHOTO_BUCKET: bucket, UPLOAD_TABLE: TABLE, STAGE: 'test' },
    },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}

test('killed after any of its calls, it is followed by one that finishes the photo', async () => {
  let calls = 0;
  let killAt = Number.POSITIVE_INFINITY;
  let worker: ChildProcess | undefined;
  const services = await openServices(() => {
    calls += 1;
    if (calls === killAt) worker?.kill('SIGKILL');
  });
  const buckets = await openPhotoBuckets(services.client, 'killed');
  const dynamo = new DynamoDBClient({ region: 'us-east-1', endpoint: services.table.endpoint, credentials: LOCAL_CREDENTIALS });
  const table = createUploadTable({ client: dynamo, name: TABLE });
  await buckets.putSource(KEY, await readFile(projectPath('tests/photos/pictures/astronaut.png')));

  let kills = 0;
  for (let step = 1; ; step++) {
    calls = 0;
    killAt = step;
    worker = startWorker(services, buckets);
    const [code, signal] = await once(worker, 'exit');
    killAt = Number.POSITIVE_INFINITY;
    const keys = await buckets.keys();
    const isVisible = keys.some((key) => key.endsWith('photo.json'));
    expect([step, isVisible ? keys.length : 'nothing']).toEqual([step, isVisible ? FILES : 'nothing']);
    if ((await table.read(KEY))?.status === 'ready') expect(isVisible).toBe(true);
    if (signal === null) {
      expect(code).toBe(0);
      break;
    }
    kills += 1;
  }
  // Once the record is there, a delivery has few calls left.
  expect(kills).toBeGreaterThan(FILES);
  expect(await table.read(KEY)).toMatchObject({ status: 'ready' });
  expect([(await buckets.keys()).length, await buckets.sources()]).toEqual([FILES, []]);
  dynamo.destroy();
  await services.close();
}, 180_000);
