// The queue of the local stack keeps SQS's promises: nothing is lost, a failure comes again, and the third is a dead letter.
import { once } from 'node:events';
import { PassThrough } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from '@jest/globals';
import type { SQSRecord } from 'aws-lambda';
import { MAX_RECEIVES } from '../../../cloud/photos/receives.ts';
import { inboxMessage } from '../../../local/photos/inbox-events.ts';
import { type DeadLetter, openMessageQueue } from '../../../local/photos/message-queue.ts';
import { LOCAL_PHOTO_BUCKET, LOCAL_PHOTO_INBOX } from '../../../local/stack/config.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

interface Received {
  readonly body: string;
  readonly receive: string;
}

async function openQueue(folder: string, work: (record: SQSRecord) => Promise<void> = async () => {}, concurrency = 1) {
  const received: Received[] = [];
  const dead: DeadLetter[] = [];
  const events = new PassThrough();
  const queue = await openMessageQueue({
    folder,
    concurrency,
    retryMs: 1,
    async receive(record) {
      received.push({ body: record.body, receive: record.attributes.ApproximateReceiveCount });
      await work(record).finally(() => events.emit('dealt'));
    },
    onDead(message) {
      dead.push(message);
      events.emit('dead');
    },
  });
  return { queue, received, dead, events };
}

test('messages are received in the order in which they were sent', async () => {
  await using folder = await temporaryFolder('queue');
  const { queue, received, events } = await openQueue(folder.path);
  for (const body of ['a', 'b', 'c']) await queue.send(body);
  expect(received).toEqual([]);
  queue.start();
  while (received.length < 3) await once(events, 'dealt');
  expect(received.map(({ body }) => body)).toEqual(['a', 'b', 'c']);
  queue.stop();
});

test('messages of one millisecond keep their order over a stop', async () => {
  await using folder = await temporaryFolder('queue');
  const { queue } = await openQueue(folder.path);
  const bodies = Array.from({ length: 20 }, (_, n) => String(n));
  await Promise.all(bodies.map((body) => queue.send(body)));
  const next = await openQueue(folder.path);
  next.queue.start();
  while (next.received.length < bodies.length) await once(next.events, 'dealt');
  expect(next.received.map(({ body }) => body)).toEqual(bodies);
  next.queue.stop();
});

test('a message that fails comes again, three times in all, and is a dead letter then', async () => {
  await using folder = await temporaryFolder('queue');
  const fails = async () => {
    throw new Error('as it may');
  };
  const { queue, received, dead, events } = await openQueue(folder.path, fails);
  queue.start();
  await queue.send('a');
  if (dead.length === 0) await once(events, 'dead');
  expect(received.map(({ receive }) => receive)).toEqual(['1', '2', '3']);
  expect(received).toHaveLength(MAX_RECEIVES);
  expect(dead.map(({ body }) => body)).toEqual(['a']);
  queue.stop();
  const after = await openQueue(folder.path);
  after.queue.start();
  await after.queue.send('b');
  while (after.received.length === 0) await once(after.events, 'dealt');
  expect(after.received.map(({ body }) => body)).toEqual(['b']);
  after.queue.stop();
});

test('what was being dealt with when the stack stopped is received by the next start, and counts as no failure', async () => {
  await using folder = await temporaryFolder('queue');
  let cutOff = () => {};
  const hangs = () => new Promise<void>((_, reject) => (cutOff = () => reject(new Error('cut off'))));
  const first = await openQueue(folder.path, hangs);
  first.queue.start();
  await first.queue.send('a');
  await first.queue.send('b');
  first.queue.stop();
  cutOff();
  await once(first.events, 'dealt').catch(() => {});
  const next = await openQueue(folder.path);
  next.queue.start();
  while (next.received.length < 2) await once(next.events, 'dealt');
  expect(next.received).toEqual([
    { body: 'a', receive: '1' },
    { body: 'b', receive: '1' },
  ]);
  next.queue.stop();
});

test('no more are dealt with at once than may be', async () => {
  await using folder = await temporaryFolder('queue');
  let now = 0;
  let most = 0;
  const { queue, received, events } = await openQueue(
    folder.path,
    async () => {
      most = Math.max(most, ++now);
      await sleep(2);
      now--;
    },
    2,
  );
  queue.start();
  await Promise.all(Array.from({ length: 9 }, (_, n) => queue.send(String(n))));
  while (received.length < 9) await once(events, 'dealt');
  expect(most).toBe(2);
  queue.stop();
});

test('an object in the inbox is EventBridge’s event, with its key as it is; others are not the worker’s', () => {
  const object = { key: 'photos/Größe +100 %.jpg', size: 3, etag: '"ab"', bucket: LOCAL_PHOTO_INBOX };
  expect(JSON.parse(inboxMessage(object) ?? '')).toMatchObject({
    'detail-type': 'Object Created',
    source: 'aws.s3',
    detail: { bucket: { name: LOCAL_PHOTO_INBOX }, object: { key: 'photos/Größe +100 %.jpg', size: 3, etag: 'ab' } },
  });
  expect(inboxMessage({ ...object, bucket: LOCAL_PHOTO_BUCKET })).toBeUndefined();
  expect(inboxMessage({ ...object, key: 'another' })).toBeUndefined();
});
