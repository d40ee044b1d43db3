// A photo from the inbox to the photo bucket on moto: S3 says to EventBridge what was put, a rule puts that into the queue as infra/photos.yml
// does, and the function as it is deployed makes the photo. What S3 sends must be what the worker reads.
import { readFile } from 'node:fs/promises';
import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { PutBucketNotificationConfigurationCommand, S3Client } from '@aws-sdk/client-s3';
import { CreateQueueCommand, DeleteMessageCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { createUploadTable } from '../../cloud/photos/adapters/upload-table.ts';
import type { UploadTable } from '../../cloud/photos/ports.ts';
import { createDeadline } from '../../edge/core/deadline.ts';
import { projectPath } from '../../project-path.ts';
import { callDeployed } from '../cloud/call-deployed.ts';
import { eventOf } from '../doubles/aws/sqs.ts';
import { openPhotoBuckets, type PhotoBuckets } from '../support/photo-buckets.ts';
import { describePhotoStore } from '../support/photo-store-contract.ts';
import { editMessage } from '../support/photo-worker.ts';
import { describeUploadTable } from '../support/upload-table-contract.ts';
import { clientOptions, openRelay, type Relay, SIGNED_FOR_S3 } from './relay.ts';

const MINUTE = 60_000;
const TABLE = 'edgecard-test-photos';

let moto: Relay;
let s3: S3Client;
let sqs: SQSClient;
let dynamo: DynamoDBClient;
let opened = 0;

beforeEach(async () => {
  moto = await openRelay();
  s3 = new S3Client({ ...clientOptions(moto), forcePathStyle: true });
  sqs = new SQSClient({ ...clientOptions(moto), useQueueUrlAsEndpoint: false });
  dynamo = new DynamoDBClient(clientOptions(moto));
});
afterEach(async () => {
  for (const client of [s3, sqs, dynamo]) client.destroy();
  await moto.close();
});

const openBuckets = () => openPhotoBuckets(s3, `${moto.account}-${opened++}`);

async function openTable(): Promise<UploadTable> {
  await dynamo.send(
    new CreateTableCommand({
      TableName: TABLE,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [{ AttributeName: 'upload', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'upload', KeyType: 'HASH' }],
    }),
  );
  return createUploadTable({ client: dynamo, name: TABLE });
}

describePhotoStore('Inbox and photo bucket in moto', openBuckets);
describeUploadTable('The table of uploads in moto', openTable);

/** Two calls of EventBridge, whose client nothing else here needs. moto does not look at signatures. */
async function askEvents(operation: 'PutRule' | 'PutTargets', input: object): Promise<void> {
  const { ok } = await fetch(moto.endpoint, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': `AWSEvents.${operation}`,
      authorization: SIGNED_FOR_S3.replace('/s3/', '/events/'),
    },
    body: JSON.stringify(input),
  });
  expect(ok).toBe(true);
}

/** A queue that gets what is put into the inbox. */
async function openQueue(inbox: string): Promise<string> {
  const NotificationConfiguration = { EventBridgeConfiguration: {} };
  await s3.send(new PutBucketNotificationConfigurationCommand({ Bucket: inbox, NotificationConfiguration }));
  const { QueueUrl = '' } = await sqs.send(new CreateQueueCommand({ QueueName: 'photos' }));
  const EventPattern = JSON.stringify({
    source: ['aws.s3'],
    'detail-type': ['Object Created'],
    detail: { bucket: { name: [inbox] }, object: { key: [{ prefix: 'uploads/' }, { prefix: 'photos/' }] } },
  });
  await askEvents('PutRule', { Name: 'photos', EventPattern });
  const Arn = `arn:aws:sqs:us-east-1:${moto.account}:photos`;
  await askEvents('PutTargets', { Rule: 'photos', Targets: [{ Id: 'queue', Arn }] });
  return QueueUrl;
}

async function nextMessage(QueueUrl: string): Promise<string> {
  const { Messages: [message] = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 5 }));
  await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: message?.ReceiptHandle ?? '' }));
  return message?.Body ?? '';
}

async function work(bodies: readonly string[], { inbox, bucket }: PhotoBuckets): Promise<string> {
  const batches = bodies.map((body, at) => eventOf([{ messageId: String(at), body, receives: 1 }]));
  const environment = { INBOX_BUCKET: inbox, PHOTO_BUCKET: bucket, UPLOAD_TABLE: TABLE, STAGE: 'test' };
  const [out, errors] = await callDeployed('photo-worker', batches, { ...moto.environment, ...environment });
  expect(errors).toBe('');
  return out;
}

test(
  'what is put into the inbox becomes a photo, which can be blurred and retired',
  async () => {
    const buckets = await openBuckets();
    const table = await openTable();
    const queue = await openQueue(buckets.inbox);
    const key = 'photos/Ada (1) + ü 🦊.png';
    await buckets.putSource(key, await readFile(projectPath('tests/photos/pictures/astronaut.png')));
    const out = await work([await nextMessage(queue)], buckets);
    const { photo = '', ...row } = (await table.read(key)) ?? {};
    expect(row).toMatchObject({ upload: key, status: 'ready', name: 'Ada (1) + ü 🦊.png' });
    expect(JSON.parse(out)).toMatchObject({ event: 'photo_ready', stage: 'test', photo, made: true, PhotosMade: 1 });
    expect(await buckets.sources()).toEqual([]);
    const record = await buckets.store.readRecord(photo, createDeadline(MINUTE));
    expect(record?.detections.faces).toHaveLength(1);
    expect((await buckets.head(`photos/${photo}/1000.jpg`)).metadata).toHaveProperty('focus');

    const edit = editMessage({ upload: 'blur', from: photo, edits: { blur: 'faces' }, retire: true });
    const lines = await work([edit, edit], buckets);
    const { status, photo: blurred = '' } = (await table.read('blur')) ?? {};
    expect(status).toBe('ready');
    expect(
      lines
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line).made),
    ).toEqual([true, false]);
    expect((await buckets.keys()).filter((stored) => !stored.includes(blurred))).toEqual([`removed/${photo}`]);
  },
  MINUTE,
);
