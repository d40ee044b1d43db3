// A photo from the inbox to the photo bucket on moto: S3 says to EventBridge what was put, a rule puts that into the queue as infra/photos.yml
// does, and the function as it is deployed makes the photo. What S3 sends must be what the worker reads.
import { readFile } from 'node:fs/promises';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { SQSClient } from '@aws-sdk/client-sqs';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { createDeadline } from '../../edge/core/deadline.ts';
import { projectPath } from '../../project-path.ts';
import { callDeployed } from '../cloud/call-deployed.ts';
import { eventOf } from '../doubles/aws/sqs.ts';
import { describeCardShelf, openCardShelf } from '../support/card-shelf-contract.ts';
import { openPhotoBuckets, type PhotoBuckets } from '../support/photo-buckets.ts';
import { describePhotoStore } from '../support/photo-store-contract.ts';
import { editMessage } from '../support/photo-worker.ts';
import { describeUploadTable } from '../support/upload-table-contract.ts';
import { makeDistribution } from './distribution.ts';
import { nextMessage, openQueue, openRemovalQueue, openTable, TABLE } from './photo-stack.ts';
import { clientOptions, openRelay, type Relay } from './relay.ts';

const MINUTE = 60_000;

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

describePhotoStore('Inbox and photo bucket in moto', openBuckets);
describeCardShelf('The bucket of pictures in moto', () => openCardShelf(s3, `${moto.account}-${opened++}`, { versioned: true }));
describeUploadTable('The table of uploads in moto', () => openTable(dynamo));

const work = (bodies: readonly string[], { inbox, bucket }: PhotoBuckets, removals = '') =>
  call('photo-worker', bodies, { INBOX_BUCKET: inbox, PHOTO_BUCKET: bucket, REMOVAL_QUEUE_URL: removals });

async function call(name: string, bodies: readonly string[], variables: Readonly<Record<string, string>>): Promise<string> {
  const batches = bodies.map((body, at) => eventOf([{ messageId: String(at), body, receives: 1 }]));
  const [out, errors] = await callDeployed(name, batches, {
    ...moto.environment,
    ...{ UPLOAD_TABLE: TABLE, STAGE: 'test' },
    ...variables,
  });
  expect(errors).toBe('');
  return out;
}

test(
  'what is put into the inbox becomes a photo, which can be blurred and retired, and what shows the retired one goes',
  async () => {
    const buckets = await openBuckets();
    const table = await openTable(dynamo);
    const queue = await openQueue({ moto, s3, sqs }, buckets.inbox);
    const key = 'photos/Ada (1) + ü 🦊.png';
    await buckets.putSource(key, await readFile(projectPath('tests/photos/pictures/astronaut.png')));
    const out = await work([await nextMessage(sqs, queue)], buckets);
    const { photo = '', ...row } = (await table.read(key)) ?? {};
    expect(row).toMatchObject({ upload: key, status: 'ready', name: 'Ada (1) + ü 🦊.png' });
    expect(JSON.parse(out)).toMatchObject({ event: 'photo_ready', stage: 'test', photo, made: true, PhotosMade: 1 });
    expect(await buckets.sources()).toEqual([]);
    const record = await buckets.store.readRecord(photo, createDeadline(MINUTE));
    expect(record?.detections.faces).toHaveLength(1);
    expect((await buckets.head(`photos/${photo}/1000.jpg`)).metadata).toHaveProperty('focus');

    const edit = editMessage({ upload: 'blur', from: photo, edits: { blur: 'faces' }, retire: true });
    const removals = await openRemovalQueue(sqs);
    const lines = await work([edit, edit], buckets, removals);
    const { status, photo: blurred = '' } = (await table.read('blur')) ?? {};
    expect(status).toBe('ready');
    expect(
      lines
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line).made),
    ).toEqual([true, false]);
    expect((await buckets.keys()).filter((stored) => !stored.includes(blurred))).toEqual([`removed/${photo}`]);

    const pictures = await openCardShelf(s3, `${moto.account}-cards`, { versioned: true });
    const keyOf = (...values: readonly string[]) =>
      `0123456789ab/article/${Buffer.from(JSON.stringify(values)).toString('base64url')}.jpg`;
    for (const shown of [photo, photo, blurred]) await pictures.put(keyOf('Ada', `photo:${shown}`));
    await pictures.drop(keyOf('Ada', `photo:${photo}`));
    await pictures.put(`0123456789ab/article/h-${'0'.repeat(64)}.jpg`, [photo]);
    const removed = await call('photo-remover', [await nextMessage(sqs, removals)], {
      ...{ PHOTO_BUCKET: buckets.bucket, PICTURE_BUCKET: pictures.bucket, REMOVAL_QUEUE_URL: removals },
      DISTRIBUTION_ID: await makeDistribution(moto),
    });
    expect(JSON.parse(removed)).toMatchObject({ event: 'photo_removal', look: 1, cards: 3, looked: 4, uploads: 1 });
    expect(await pictures.kept()).toBe(1);
    expect(moto.calls).toContain('cloudfront:CreateInvalidation');
    expect((await table.read(key))?.name).toBeUndefined();
  },
  MINUTE,
);
