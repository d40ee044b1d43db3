import { expect, test } from '@jest/globals';
import { idOfPhoto } from '../../../cloud/photos/id-of-photo.ts';
import { sha256 } from '../../../cloud/photos/make-once.ts';
import type { PhotoStore } from '../../../cloud/photos/ports.ts';
import { editMessage, makeSmallPhoto, objectCreated, openWorker, RECIPE } from '../../support/photo-worker.ts';

const UPLOAD = '7h3k9m2p4q8r5t6v';
const KEY = `uploads/${UPLOAD}`;
const idOf = (text: string, edits = {}) => idOfPhoto({ source: sha256(Buffer.from(text)), edits, recipe: RECIPE });

test('an upload becomes a photo, and its source is deleted', async () => {
  const { send, deliverAll, photos, uploads, lines } = openWorker();
  await uploads.table.change(UPLOAD, { status: 'waiting', name: 'Ada.jpg', edits: { focus: [0.5, 0.5] } });
  send(KEY, 'a face');
  expect(await deliverAll(objectCreated(KEY))).toBe(1);
  const photo = idOf('a face', { focus: [0.5, 0.5] });
  expect(uploads.rows.get(UPLOAD)).toMatchObject({ status: 'ready', photo, name: 'Ada.jpg' });
  expect(await photos.store.readRecord(photo, neverEnds)).toMatchObject({
    id: photo,
    name: 'Ada.jpg',
    edits: { focus: [0.5, 0.5] },
  });
  expect(photos.sources.size).toBe(0);
  expect(lines).toEqual([expect.objectContaining({ event: 'photo_ready', stage: 'test', photo, made: true, PhotosMade: 1 })]);
});

const neverEnds = { remainingMs: () => 1e9 } as never; // the stores in memory ask nothing of it

test.each(['photos/Ada & Bo (1)+100%.jpg', 'photos/team/写真 🦊.heic', 'photos/%2F', 'uploads/no-upload-id.jpg'])(
  'what is put at %s without a row is a photo too, and its row has the key',
  async (key) => {
    const { send, deliverAll, uploads } = openWorker();
    send(key, 'a face');
    expect(await deliverAll(objectCreated(key))).toBe(1);
    expect(uploads.rows.get(key)).toMatchObject({ upload: key, status: 'ready', photo: idOf('a face') });
  },
);

test('what is put under a key that a terminal would obey is called by a name without it', async () => {
  const { send, deliverAll, photos } = openWorker();
  const key = `photos/a\u001b[2J\n${'x'.repeat(400)}`;
  send(key, 'a face');
  await deliverAll(objectCreated(key));
  expect((await photos.store.readRecord(idOf('a face'), neverEnds))?.name).toBe(`a\ufffd[2J\ufffd${'x'.repeat(249)}`);
});

test.each([
  ['is gone', undefined],
  ['says only how an earlier try ended', 'failed'],
  ['says only that it is refused', 'refused'],
] as const)('an upload of a form whose row %s is not made: it may have asked that faces be hidden', async (_, status) => {
  const { send, deliverAll, uploads, photos } = openWorker();
  send(KEY, 'a face');
  uploads.rows.delete(UPLOAD);
  if (status) await uploads.table.change(UPLOAD, { status });
  expect(await deliverAll(objectCreated(KEY))).toBe(1);
  expect(uploads.rows.get(UPLOAD)).toMatchObject({ status: 'refused', code: 'unknown_upload' });
  expect([photos.files.size, photos.sources.size]).toEqual([0, 0]);
});

test('an event that comes again changes nothing, before and after the source is deleted', async () => {
  const { send, deliverAll, uploads, photos } = openWorker();
  const statuses: string[] = [];
  const { table } = uploads;
  const change = table.change;
  Object.assign(table, {
    change: async (upload: string, to: Parameters<typeof change>[1]) => {
      statuses.push(to.status);
      await change(upload, to);
    },
  });
  send(KEY, 'a face');
  const source = photos.sources.get(KEY);
  await deliverAll(objectCreated(KEY));
  if (source) photos.sources.set(KEY, source);
  await deliverAll(objectCreated(KEY));
  await deliverAll(objectCreated(KEY));
  expect(statuses).toEqual(['working', 'ready', 'ready']);
  expect(photos.sources.size).toBe(0);
});

test('another picture that is put under the same key while the first is made is a photo of its own', async () => {
  const { send, deliverAll, uploads, photos } = openWorker((parts) => ({
    ...parts,
    async make(order) {
      if (Buffer.from(order.bytes).toString() === 'first face') send('photos/cover.jpg', 'second face');
      return makeSmallPhoto(order);
    },
  }));
  send('photos/cover.jpg', 'first face');
  expect(await deliverAll(objectCreated('photos/cover.jpg'))).toBe(1);
  expect(photos.sources.size).toBe(1);
  expect(await deliverAll(objectCreated('photos/cover.jpg'))).toBe(1);
  expect(uploads.rows.get('photos/cover.jpg')).toMatchObject({ status: 'ready', photo: idOf('second face') });
  expect(photos.sources.size).toBe(0);
});

test('a picture that is put under a key just after an old event found none there waits for its own event', async () => {
  const { send, deliverAll, uploads, photos } = openWorker((parts) => {
    const store: PhotoStore = {
      ...parts.store,
      async readSource(key, deadline) {
        const source = await parts.store.readSource(key, deadline);
        if (!source) send(key, 'second face');
        return source;
      },
    };
    return { ...parts, store };
  });
  expect(await deliverAll(objectCreated('photos/cover.jpg'))).toBe(1);
  expect(photos.sources.size).toBe(1);
  expect(await deliverAll(objectCreated('photos/cover.jpg'))).toBe(1);
  expect(uploads.rows.get('photos/cover.jpg')).toMatchObject({ status: 'ready', photo: idOf('second face') });
});

test('an upload that is no longer in the inbox when its event comes says so', async () => {
  const { deliverAll, uploads } = openWorker();
  await uploads.table.change(UPLOAD, { status: 'waiting' });
  expect(await deliverAll(objectCreated(KEY))).toBe(1);
  expect(uploads.rows.get(UPLOAD)).toMatchObject({
    status: 'failed',
    message: expect.stringContaining('Send the picture again.'),
  });
});

test.each([
  ['no JSON', 'photos/a.jpg'],
  ['JSON that is no object', '[1]'],
  ['nothing', 'null'],
  ['an empty object', '{}'],
  ['a card', '{"template":"any","params":{}}'],
  ['the test event of S3', '{"Service":"Amazon S3","Event":"s3:TestEvent"}'],
  ['an event of S3 itself', '{"Records":[{"eventName":"ObjectCreated:Put","s3":{"object":{"key":"photos/a"}}}]}'],
  ['an event without a detail', '{"source":"aws.s3","detail-type":"Object Created"}'],
  ['a deletion', '{"source":"aws.s3","detail-type":"Object Deleted","detail":{"object":{"key":"photos/a"}}}'],
  ['a key elsewhere', objectCreated('prerender/a.txt')],
  ['a folder', objectCreated('photos/')],
  ['an edit of nothing', '{"edit":null}'],
  ['an edit without an upload', '{"edit":{"from":"7h3k9m2p4q8r5t6v","edits":{}}}'],
  ['an edit of no photo', '{"edit":{"upload":"a","from":"../x","edits":{}}}'],
])('%s is done with at once, and logged', async (_, body) => {
  const { deliverAll, lines, uploads } = openWorker();
  expect(await deliverAll(body)).toBe(1);
  expect(lines).toEqual([expect.objectContaining({ event: 'photo_message_ignored', reason: expect.any(String) })]);
  expect(uploads.rows.size).toBe(0);
});

test('edits that are none are refused', async () => {
  const { deliverAll, uploads } = openWorker();
  await uploads.table.change(UPLOAD, { status: 'waiting' });
  const body = JSON.stringify({ edit: { upload: UPLOAD, from: '0123456789abcdef', edits: { blurr: 'faces' } } });
  expect(await deliverAll(body)).toBe(1);
  expect(uploads.rows.get(UPLOAD)).toMatchObject({ status: 'refused', code: 'bad_edits' });
  expect(await deliverAll(editMessage({ upload: UPLOAD, from: '0123456789abcdef' }))).toBe(1);
  expect(uploads.rows.get(UPLOAD)).toMatchObject({
    status: 'refused',
    code: 'bad_edits',
    message: expect.stringMatching(/no photo/),
  });
});
