import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { CreateBucketCommand, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { formatFocus } from '../../../card-schema/photo-focus.ts';
import { createPhotoReader } from '../../../edge/adapters/photo-reader.ts';
import { createDeadline } from '../../../edge/core/deadline.ts';
import { listen } from '../../../local/http/listen.ts';
import { type FinishedRequest, type S3Server, startS3Server } from '../../../local/s3/server.ts';
import { LOCAL_CREDENTIALS } from '../../../local/stack/config.ts';
import { localClient } from '../../../local/stack/store.ts';
import { projectPath } from '../../../project-path.ts';
import { type TemporaryFolder, temporaryFolder } from '../../support/temporary-folder.ts';

const ID = '7h3k9m2p4q8r5t6v';
const SLOT = [452, 630] as const;
const Bucket = 'photos';
const focus = {
  width: 1000,
  height: 667,
  heads: [{ head: [0.2, 0.1, 0.3, 0.4], face: [0.25, 0.2, 0.2, 0.25] }],
  objects: [{ box: [0, 0, 0.5, 1], score: 0.9 }],
  point: [0.5, 0.25],
} as const;

let folder: TemporaryFolder;
let server: S3Server;
let client: S3Client;
let jpeg: Uint8Array;
let requests: FinishedRequest[];

beforeAll(async () => {
  folder = await temporaryFolder('test');
  const onRequest = (finished: FinishedRequest) => requests.push(finished);
  server = await startS3Server({ directory: folder.path, port: 0, ...LOCAL_CREDENTIALS, onRequest });
  client = localClient(server.endpoint);
  requests = [];
  await client.send(new CreateBucketCommand({ Bucket }));
  jpeg = await readFile(projectPath('local/demo/images/harbour.jpg'));
});
beforeEach(() => {
  requests = [];
});
afterAll(async () => {
  client.destroy();
  await server.close();
  await folder.remove();
});

const read = (id = ID, slot: readonly [number, number] = SLOT, bucket = Bucket) =>
  createPhotoReader(client, bucket)(id, slot, createDeadline(5000));
const put = (id: string, name: string, Body: Uint8Array, Metadata = {}) =>
  client.send(new PutObjectCommand({ Bucket, Key: `photos/${id}/${name}`, Body, Metadata }));
const refusal = (message: string | RegExp) =>
  expect.objectContaining({ name: 'CardError', code: 'image_refused', message: expect.stringMatching(message) });

describe('the reader of photos', () => {
  test('reads the file that fills the slot and what its crops must keep, with one request', async () => {
    await put(ID, '1000.jpg', jpeg, { focus: formatFocus(focus) });
    requests = [];
    expect(await read()).toEqual({ image: { bytes: Buffer.from(jpeg), type: 'image/jpeg' }, focus });
    expect(requests).toMatchObject([{ method: 'GET', key: `photos/${ID}/1000.jpg`, status: 200 }]);
  });

  test.each([
    ['none', undefined],
    ['text of others', 'left'],
    ['JSON of others', '{"heads":[]}'],
  ])('gives a photo whose metadata has %s without a focus', async (_, text) => {
    const id = '0123456789abcdef';
    await client.send(
      new PutObjectCommand({ Bucket, Key: `photos/${id}/250.jpg`, Body: jpeg, Metadata: text ? { focus: text } : {} }),
    );
    expect(Object.keys(await read(id, [80, 80]))).toEqual(['image']);
  });

  test.each([
    ['photo that nobody has uploaded', () => read('zzzzzzzzzzzzzzzz'), /^photo zzzzzzzzzzzzzzzz is not there\.$/],
    ['bucket that is not there', () => read(ID, SLOT, 'elsewhere'), /^photo 7h3k9m2p4q8r5t6v is not there\.$/],
  ])('refuses a %s with a sentence, after one request', async (_, reading, message) => {
    await expect(reading()).rejects.toEqual(refusal(message));
    expect(requests).toHaveLength(1);
  });

  test('takes a bucket that it may not read for one without the photo', async () => {
    const stranger = localClient(server.endpoint, { accessKeyId: 'STRANGER', secretAccessKey: 'of-another-account' });
    const reading = createPhotoReader(stranger, Bucket)(ID, SLOT, createDeadline(5000));
    await expect(reading).rejects.toEqual(refusal(/is not there/));
    stranger.destroy();
  });

  test.each([
    ['no image', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), /photo e{16} sends SVG/],
    ['half an image', undefined, /photo e{16} sends JPEG that is not whole/],
    ['more bytes than a card may show', Buffer.alloc(10_000_001), /photo e{16} has more than 10000000 bytes/],
  ])('refuses %s', async (_, bytes, message) => {
    await put('e'.repeat(16), '1000.jpg', bytes ?? jpeg.subarray(0, 5000));
    await expect(read('e'.repeat(16))).rejects.toEqual(refusal(message));
  });

  test('ends a request that hangs with its deadline', async () => {
    const hanging = createServer(() => {});
    const { port } = await listen(hanging, 0);
    const slow = localClient(`http://127.0.0.1:${port}`);
    try {
      const reading = createPhotoReader(slow, Bucket)(ID, SLOT, createDeadline(50));
      await expect(reading).rejects.toEqual(refusal(/^photo 7h3k9m2p4q8r5t6v took too long\.$/));
    } finally {
      slow.destroy();
      hanging.closeAllConnections();
      hanging.close();
    }
  });
});
