// Edits of photos that are there, and photos that make way for their successors.
import { beforeEach, expect, test } from '@jest/globals';
import { idOfEdit, idOfPhoto } from '../../../cloud/photos/id-of-photo.ts';
import { sha256 } from '../../../cloud/photos/make-once.ts';
import { masterKey, recordKey, removedKey } from '../../../cloud/photos/photo-keys.ts';
import type { PhotoRecord } from '../../../cloud/photos/photo-record.ts';
import { editMessage, objectCreated, openWorker, RECIPE, type WorkerOfTests } from '../../support/photo-worker.ts';

const blur = { blur: 'faces' } as const;
const idOf = (text: string, edits = {}) => idOfPhoto({ source: sha256(Buffer.from(text)), edits, recipe: RECIPE });
const ORIGINAL = idOf('a face');
const BLURRED = idOf('a face', blur);

let worker: WorkerOfTests;
beforeEach(async () => {
  worker = openWorker();
  worker.send('photos/a.jpg', 'a face');
  await worker.deliverAll(objectCreated('photos/a.jpg'));
  await worker.uploads.table.change('edit', { status: 'waiting' });
});

const statusOf = (upload: string) => worker.uploads.rows.get(upload);
const keysOf = (id: string) => [...worker.photos.files.keys()].filter((key) => key.includes(id));
const recordOf = (id: string) =>
  JSON.parse(Buffer.from(worker.photos.files.get(recordKey(id))?.bytes ?? []).toString()) as PhotoRecord;

test('an edit is a new photo, which says what it came from; the old one stays', async () => {
  expect(await worker.deliverAll(editMessage({ upload: 'edit', from: ORIGINAL, edits: blur }))).toBe(1);
  expect(statusOf('edit')).toMatchObject({ status: 'ready', photo: BLURRED });
  expect(recordOf(BLURRED)).toMatchObject({ from: ORIGINAL, edits: blur, name: 'a.jpg' });
  expect(keysOf(ORIGINAL)).not.toHaveLength(0);
});

test('an edit says that what it came from was made by a former recipe', async () => {
  const former = { ...recordOf(ORIGINAL), recipe: 'former recipe' };
  worker.photos.files.set(recordKey(ORIGINAL), {
    key: recordKey(ORIGINAL),
    bytes: Buffer.from(JSON.stringify(former)),
    type: 'application/json',
  });
  await worker.deliverAll(editMessage({ upload: 'edit', from: ORIGINAL, edits: blur }));
  const { photo = '' } = statusOf('edit') ?? {};
  expect([recordOf(photo).recipe, photo]).toEqual([`former recipe > ${RECIPE}`, idOfEdit(former, blur, RECIPE)]);
  expect(photo).not.toBe(BLURRED);
});

test('edits of edits add up', async () => {
  await worker.deliverAll(editMessage({ upload: 'edit', from: ORIGINAL, edits: { focus: [0.25, 0.5] } }));
  const focused = idOf('a face', { focus: [0.25, 0.5] });
  await worker.deliverAll(editMessage({ upload: 'second', from: focused, edits: blur }));
  const { photo = '' } = statusOf('second') ?? {};
  expect(recordOf(photo)).toMatchObject({ from: focused, edits: { focus: [0.25, 0.5], blur: 'faces' } });
});

test('a photo whose focal point is taken away is the photo of the file again', async () => {
  await worker.deliverAll(editMessage({ upload: 'edit', from: ORIGINAL, edits: { focus: [0.25, 0.5] } }));
  const { photo: focused = '' } = statusOf('edit') ?? {};
  await worker.deliverAll(editMessage({ upload: 'second', from: focused, edits: { focus: null } }));
  expect(statusOf('second')).toMatchObject({ status: 'ready', photo: ORIGINAL });
  expect(focused).not.toBe(ORIGINAL);
});

test('a retired photo is gone when its successor is ready, and nothing unblurred is left', async () => {
  const message = editMessage({ upload: 'edit', from: ORIGINAL, edits: blur, retire: true });
  expect(await worker.deliverAll(message)).toBe(1);
  expect(statusOf('edit')).toMatchObject({ status: 'ready', photo: BLURRED });
  expect(keysOf(ORIGINAL)).toEqual([]);
  expect([...worker.photos.removed.keys()]).toEqual([removedKey(ORIGINAL)]);
  const shown = [...worker.photos.files.values()].map(({ bytes }) => Buffer.from(bytes).toString());
  expect(shown.filter((text) => text === 'a face')).toEqual([]);
  // The same message once more, as SQS may bring it.
  expect(await worker.deliverAll(message)).toBe(1);
  expect(statusOf('edit')).toMatchObject({ status: 'ready', photo: BLURRED });
});

test('an edit that changes nothing keeps the photo, even if it is to retire', async () => {
  await worker.deliverAll(editMessage({ upload: 'edit', from: ORIGINAL, retire: true }));
  expect(statusOf('edit')).toMatchObject({ status: 'ready', photo: ORIGINAL });
  expect(keysOf(ORIGINAL)).not.toHaveLength(0);
});

test('an edit of a photo that is still being made waits for it', async () => {
  const { table } = worker.uploads;
  const files = keysOf(ORIGINAL).map((key) => worker.photos.files.get(key));
  for (const file of files) worker.photos.files.delete(file?.key ?? '');
  await table.claim(ORIGINAL, 'maker', Date.now() + 60_000);
  const delivered = worker.deliverAll(editMessage({ upload: 'edit', from: ORIGINAL, edits: blur }));
  for (const file of files) if (file) worker.photos.files.set(file.key, file);
  await table.release(ORIGINAL, 'maker');
  expect(await delivered).toBe(1);
  expect(statusOf('edit')).toMatchObject({ status: 'ready', photo: BLURRED });
});

test.each([
  [
    'that was removed',
    /was removed \(2026/,
    () => void worker.photos.removed.set(removedKey(ORIGINAL), new Date('2026-11-30')),
    'removed',
  ],
  ['that never was', /There is no photo/, () => {}, 'bad_edits'],
])('an edit of a photo %s is refused', async (_, message, given, code) => {
  for (const key of keysOf(ORIGINAL)) worker.photos.files.delete(key);
  given();
  expect(await worker.deliverAll(editMessage({ upload: 'edit', from: ORIGINAL, edits: blur }))).toBe(1);
  expect(statusOf('edit')).toMatchObject({ status: 'refused', code, message: expect.stringMatching(message) });
});

test('an edit of a photo without a master is refused, and the photo stays', async () => {
  worker.photos.files.delete(masterKey(ORIGINAL));
  await worker.deliverAll(editMessage({ upload: 'edit', from: ORIGINAL, edits: blur, retire: true }));
  expect(statusOf('edit')).toMatchObject({
    status: 'refused',
    code: 'bad_edits',
    message: expect.stringMatching(/photoMasters/),
  });
  expect(keysOf(ORIGINAL)).not.toHaveLength(0);
});

test('an edit that was asked for before its photo was removed does not bring it back; one after that does', async () => {
  const message = editMessage({ upload: 'edit', from: ORIGINAL, edits: blur });
  worker.photos.removed.set(removedKey(BLURRED), new Date(Date.now() - 60_000));
  await worker.deliver(message, { sent: new Date(Date.now() - 90_000) });
  expect(statusOf('edit')).toMatchObject({ status: 'refused', code: 'removed' });
  await worker.deliver(message, { sent: new Date() });
  expect(statusOf('edit')).toMatchObject({ status: 'ready', photo: BLURRED });
});
