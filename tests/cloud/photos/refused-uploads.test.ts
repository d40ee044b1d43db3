// Uploads that are refused, fail, or are removed while they are made.
import { expect, test } from '@jest/globals';
import { CardError } from '../../../card-schema/errors.ts';
import { idOfPhoto } from '../../../cloud/photos/id-of-photo.ts';
import { sha256 } from '../../../cloud/photos/make-once.ts';
import { PhotoError } from '../../../cloud/photos/photo-error.ts';
import { recordKey, removedKey } from '../../../cloud/photos/photo-keys.ts';
import { makeSmallPhoto, objectCreated, openWorker, RECIPE } from '../../support/photo-worker.ts';

const UPLOAD = '7h3k9m2p4q8r5t6v';
const KEY = `uploads/${UPLOAD}`;
const idOf = (text: string, edits = {}) => idOfPhoto({ source: sha256(Buffer.from(text)), edits, recipe: RECIPE });

test('a refusal has its code and sentence, and the source is deleted', async () => {
  const { send, deliverAll, uploads, photos, lines } = openWorker((parts) => ({
    ...parts,
    make: async () => {
      throw new PhotoError('not_an_image', 'It is a zip archive. A photo is a JPEG, PNG, WebP, AVIF, GIF or HEIC.');
    },
  }));
  send(KEY, 'PK');
  expect(await deliverAll(objectCreated(KEY))).toBe(1);
  expect(uploads.rows.get(UPLOAD)).toMatchObject({
    status: 'refused',
    code: 'not_an_image',
    message: expect.stringMatching(/zip/),
  });
  expect([photos.sources.size, photos.files.size]).toEqual([0, 0]);
  expect(lines).toEqual([expect.objectContaining({ event: 'photo_refused', code: 'not_an_image', PhotosRefused: 1 })]);
});

test('too many bytes are refused before they are looked at', async () => {
  const { photos, deliverAll, uploads } = openWorker();
  photos.sources.set(KEY, { bytes: new Uint8Array(25_000_001), stored: new Date() });
  expect(await deliverAll(objectCreated(KEY))).toBe(1);
  expect(uploads.rows.get(UPLOAD)).toMatchObject({ status: 'refused', code: 'too_many_bytes' });
  expect(photos.sources.size).toBe(0);
});

test.each([
  ['the detector', new PhotoError('detector_failed', 'Rekognition is throttled.'), /Finding faces and objects/],
  ['the time', new CardError('out_of_time', 'decoding took longer than 1 ms.'), /longer than a worker has/],
  ['a mistake of ours', new TypeError('x is not a function'), /mistake in the photo worker/],
])('a failure of %s is tried three times, then named, and the source is kept', async (_, failure, message) => {
  const { send, deliverAll, uploads, photos, lines } = openWorker((parts) => ({ ...parts, make: () => Promise.reject(failure) }));
  send(KEY, 'a face');
  expect(await deliverAll(objectCreated(KEY))).toBe('dead letter');
  expect(uploads.rows.get(UPLOAD)).toMatchObject({ status: 'failed', code: 'failed', message: expect.stringMatching(message) });
  expect(JSON.stringify(uploads.rows.get(UPLOAD))).not.toMatch(/throttled|not a function/);
  expect(photos.sources.size).toBe(1);
  expect(lines.map(({ final }) => final)).toEqual([false, false, true]);
});

test('a photo that fails twice and then succeeds is ready', async () => {
  let tries = 0;
  const { send, deliverAll, uploads } = openWorker((parts) => ({
    ...parts,
    make: async (order) => {
      tries += 1;
      if (tries < 3) throw new PhotoError('detector_failed', 'Throttled.');
      return makeSmallPhoto(order);
    },
  }));
  send(KEY, 'a face');
  expect(await deliverAll(objectCreated(KEY))).toBe(3);
  expect(uploads.rows.get(UPLOAD)).toMatchObject({ status: 'ready' });
});

test('a photo that takes too long is failed in words before the worker is cut off', async () => {
  const { send, deliver, uploads, lines } = openWorker((parts) => ({ ...parts, make: () => new Promise(() => {}) }));
  send(KEY, 'a face');
  const { batchItemFailures } = await deliver(objectCreated(KEY), { receives: 3, remainingMs: 4100 });
  expect(batchItemFailures).toHaveLength(1);
  expect(uploads.rows.get(UPLOAD)).toMatchObject({
    status: 'failed',
    message: expect.stringMatching(/longer than a worker has/),
  });
  expect(lines).toEqual([expect.objectContaining({ event: 'photo_failed', code: 'out_of_time', final: true })]);
});

test('what was removed after it was sent is refused; sent again, it is made', async () => {
  const { send, deliverAll, uploads, photos } = openWorker();
  const photo = idOf('a face');
  send(KEY, 'a face');
  photos.removed.set(removedKey(photo), new Date());
  expect(await deliverAll(objectCreated(KEY))).toBe(1);
  expect(uploads.rows.get(UPLOAD)).toMatchObject({ status: 'refused', code: 'removed' });
  expect([photos.files.size, photos.sources.size]).toEqual([0, 0]);
  photos.removed.set(removedKey(photo), new Date(Date.now() - 2000));
  send(KEY, 'a face');
  await deliverAll(objectCreated(KEY));
  expect(uploads.rows.get(UPLOAD)).toMatchObject({ status: 'ready', photo });
});

test('a removal while the photo is being made leaves nothing of it', async () => {
  const { send, deliverAll, uploads, photos } = openWorker((parts) => ({
    ...parts,
    store: {
      ...parts.store,
      async put(file, deadline) {
        const created = await parts.store.put(file, deadline);
        // After the last file is there, before the worker looks for the mark.
        if (file.key === recordKey(idOf('a face'))) await parts.store.markRemoved(idOf('a face'), deadline);
        return created;
      },
    },
  }));
  send(KEY, 'a face');
  await deliverAll(objectCreated(KEY));
  expect(uploads.rows.get(UPLOAD)).toMatchObject({ status: 'refused', code: 'removed' });
  expect(photos.files.size).toBe(0);
});
