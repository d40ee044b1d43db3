// Writers that race, die in mid-body or lose their server: against the embedded server, and a real one where there is one.
import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  CreateBucketCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import { describe, expect, jest, test } from '@jest/globals';
import { type End, openEmbedded, openRadosgw, type RestartableStore, startWrite } from '../../../local/s3/restartable-store.ts';
import { clientOf, contractBucket, outcome } from '../../../support/contract-bucket.ts';
import { realS3 } from '../../../support/real-s3.ts';

const STORES: readonly (readonly [string, () => Promise<RestartableStore>, readonly End[]])[] = [
  ['The local S3 server', openEmbedded, ['stopped']], // it runs in this very process
  ...(realS3() ? [['A real S3 server', openRadosgw, ['stopped', 'killed']] as const] : []),
];

test('The local S3 server does not take a writer who hangs up for a fault of its own', async () => {
  const printed = jest.spyOn(console, 'error').mockImplementation(() => {});
  const store = await openEmbedded();
  const s3 = clientOf(store);
  await s3.send(new CreateBucketCommand({ Bucket: 'cards' }));
  const write = await startWrite(store, 'cards/hung-up', randomBytes(300_000));
  await write.sendMost();
  write.breakOff();
  await write.answer;
  // Answered after the server has seen it: it is one thread.
  await s3.send(new ListObjectsV2Command({ Bucket: 'cards' }));
  expect(printed).not.toHaveBeenCalled();
  printed.mockRestore();
  s3.destroy();
  await store.close();
});

describe.each(STORES)('%s, with writers at work', (_name, open, ends) => {
  const bucket = contractBucket(open);
  const Bucket = bucket.name;

  const put = (Key: string, Body: Buffer, more: object = { IfNoneMatch: '*' }) =>
    outcome(bucket.s3.send(new PutObjectCommand({ Bucket, Key, Body, ...more })));
  const read = async (Key: string) => {
    const { Body } = await bucket.s3.send(new GetObjectCommand({ Bucket, Key }));
    return Buffer.from((await Body?.transformToByteArray()) ?? []);
  };
  const remove = (Key: string) => bucket.s3.send(new DeleteObjectCommand({ Bucket, Key }));

  async function expectNothing(Key: string): Promise<void> {
    expect(await outcome(bucket.s3.send(new GetObjectCommand({ Bucket, Key })))).toBe('404 NoSuchKey');
    const { Contents = [] } = await bucket.s3.send(new ListObjectsV2Command({ Bucket, Prefix: Key }));
    expect(Contents).toEqual([]);
  }

  test('lets one of eight racing writers create a picture, which is whole and that writer’s', async () => {
    for (let round = 0; round < 5; round++) {
      const pictures = Array.from({ length: 8 }, () => randomBytes(300_000));
      const outcomes = await Promise.all(pictures.map((picture) => put('raced.jpg', picture)));
      expect([...outcomes].sort()).toEqual([...Array(7).fill('412 PreconditionFailed'), 'done']);
      expect((await read('raced.jpg')).equals(pictures[outcomes.indexOf('done')] as Buffer)).toBe(true);
      // Deleted, the key is new again, for one of the next eight.
      await remove('raced.jpg');
      await expectNothing('raced.jpg');
    }
  });

  test('never shows less than a whole picture to those who read while others write', async () => {
    const pictures = Array.from({ length: 6 }, () => randomBytes(300_000));
    await put('replaced.jpg', pictures[0] as Buffer);
    let isWriting = true;
    const writing = (async () => {
      for (const picture of pictures) await put('replaced.jpg', picture, {});
      isWriting = false;
    })();
    let reads = 0;
    for (; isWriting || reads === 0; reads++) {
      const seen = await read('replaced.jpg');
      expect(pictures.some((picture) => picture.equals(seen))).toBe(true);
    }
    await writing;
    expect((await read('replaced.jpg')).equals(pictures.at(-1) as Buffer)).toBe(true);
  });

  // A picture, and an object of the size of the pack's, of which a server has written parts before the end comes.
  test.each([300_000, 9_000_000])('shows nothing of %d bytes whose writer died in mid-body, and takes the next', async (size) => {
    const key = `died-${size}`;
    const write = await startWrite(bucket.store, `${Bucket}/${key}`, randomBytes(size));
    await write.sendMost();
    await expectNothing(key);
    write.breakOff();
    expect(await write.answer).toBe('no answer');
    await expectNothing(key);
    const next = randomBytes(size);
    expect(await put(key, next)).toBe('done');
    expect((await read(key)).equals(next)).toBe(true);
  });

  test('refuses a slow writer whom another has overtaken, and keeps that one’s picture', async () => {
    const write = await startWrite(bucket.store, `${Bucket}/overtaken.jpg`, randomBytes(300_000));
    await write.sendMost();
    const other = randomBytes(300_000);
    expect(await put('overtaken.jpg', other)).toBe('done');
    write.finish();
    expect(await write.answer).toBe(412);
    expect((await read('overtaken.jpg')).equals(other)).toBe(true);
  });

  test.each(ends)(
    'keeps nothing of a write during which it is %s, and takes the next one when it is back',
    async (end) => {
      const key = `restart-${end}`;
      const kept = randomBytes(300_000);
      expect(await put(`before-${key}`, kept)).toBe('done');
      const write = await startWrite(bucket.store, `${Bucket}/${key}`, randomBytes(9_000_000));
      await write.sendMost();
      await bucket.store.stop(end);
      try {
        // What still comes reaches nobody.
        write.finish();
        expect(await write.answer).not.toBe(200);
        await expect(put(`without-${key}`, kept)).rejects.toThrow(/ECONNREFUSED|ECONNRESET|socket hang up/);
      } finally {
        await bucket.store.start();
      }
      await expectNothing(key);
      expect((await read(`before-${key}`)).equals(kept)).toBe(true);
      const next = randomBytes(9_000_000);
      expect([await put(key, next), await put(key, kept)]).toEqual(['done', '412 PreconditionFailed']);
      expect((await read(key)).equals(next)).toBe(true);
    },
    60_000,
  );

  test('takes a picture by the client’s own next try when it was away at the first', async () => {
    const patient = clientOf(bucket.store, 10);
    const picture = randomBytes(300_000);
    await bucket.store.stop('stopped');
    const putting = outcome(patient.send(new PutObjectCommand({ Bucket, Key: 'retried.jpg', Body: picture, IfNoneMatch: '*' })));
    await sleep(50);
    await bucket.store.start();
    expect(await putting).toBe('done');
    expect((await read('retried.jpg')).equals(picture)).toBe(true);
    patient.destroy();
  }, 60_000);
});
