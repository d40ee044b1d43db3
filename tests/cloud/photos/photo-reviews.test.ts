// Photos that wait for a person, because no face was found that is surely one.
import { beforeEach, expect, test } from '@jest/globals';
import { idOfPhoto } from '../../../cloud/photos/id-of-photo.ts';
import { sha256 } from '../../../cloud/photos/make-once.ts';
import { PhotoError } from '../../../cloud/photos/photo-error.ts';
import { masterKey, recordKey, reviewAddress, reviewFolder } from '../../../cloud/photos/photo-keys.ts';
import type { PhotoRecord } from '../../../cloud/photos/photo-record.ts';
import { editMessage, objectCreated, openWorker, RECIPE, type WorkerOfTests } from '../../support/photo-worker.ts';

const blur = { blur: 'faces' } as const;
const idOf = (text: string, edits = {}) => idOfPhoto({ source: sha256(Buffer.from(text)), edits, recipe: RECIPE });

let worker: WorkerOfTests;
beforeEach(async () => {
  worker = openWorker();
  await worker.uploads.table.change('edit', { status: 'waiting' });
});

const statusOf = (upload: string) => worker.uploads.rows.get(upload);
const keysOf = (id: string) => [...worker.photos.files.keys()].filter((key) => key.includes(id));
const recordOf = (id: string) =>
  JSON.parse(Buffer.from(worker.photos.files.get(recordKey(id))?.bytes ?? []).toString()) as PhotoRecord;

async function sendForReview(): Promise<string> {
  await worker.uploads.table.change('hills', { status: 'waiting', edits: blur });
  worker.send('photos/hills', 'hills');
  await worker.uploads.table.change('photos/hills', { status: 'waiting', edits: blur });
  await worker.deliverAll(objectCreated('photos/hills'));
  return idOf('hills', blur);
}

test('a blur without a face waits for a person, whose answer publishes it', async () => {
  const id = await sendForReview();
  expect(statusOf('photos/hills')).toMatchObject({ status: 'review', photo: id });
  expect(keysOf(id).every((key) => key.startsWith(reviewFolder(id)))).toBe(true);
  expect(worker.photos.sources.size).toBe(0);
  await worker.deliverAll(editMessage({ upload: 'photos/hills', from: reviewAddress(id), edits: { seen: true } }));
  const seen = idOf('hills', { ...blur, seen: true });
  expect(statusOf('photos/hills')).toMatchObject({ status: 'ready', photo: seen });
  expect(recordOf(seen)).not.toHaveProperty('from');
  expect(keysOf(id)).toEqual([]);
});

test('what may be a head is hidden in the preview alone, and the answer says whether it is one', async () => {
  const asked = async (name: string, answer: object) => {
    await worker.uploads.table.change(`photos/${name}`, { status: 'waiting', edits: blur });
    worker.send(`photos/${name}`, `${name} spoon`);
    await worker.deliverAll(objectCreated(`photos/${name}`));
    const { photo = '' } = statusOf(`photos/${name}`) ?? {};
    const review = keysOf(photo).map((key) => Buffer.from(worker.photos.files.get(key)?.bytes ?? []).toString());
    expect(review.slice(0, 2)).toEqual([`${name} spoon`, `${name} blur`]);
    await worker.deliverAll(editMessage({ upload: `photos/${name}`, from: reviewAddress(photo), edits: answer }));
    const made = statusOf(`photos/${name}`)?.photo ?? '';
    expect(recordOf(made)).not.toHaveProperty('review');
    return Buffer.from(worker.photos.files.get(masterKey(made))?.bytes ?? []).toString();
  };
  expect(await asked('tea', { seen: true })).toBe('tea blur');
  expect(await asked('cup', { seen: true, keep: [1] })).toBe('cup spoon');
});

test('the same blur without a face, sent again while it waits, waits too and is not made again', async () => {
  const id = await sendForReview();
  await sendForReview();
  expect(statusOf('photos/hills')).toMatchObject({ status: 'review', photo: id });
  expect(worker.lines.at(-1)).toMatchObject({ event: 'photo_review', made: false });
});

test('an answer to a review that is over is refused with what to do', async () => {
  const id = await sendForReview();
  const answer = editMessage({ upload: 'photos/hills', from: reviewAddress(id), edits: { seen: true } });
  await worker.deliverAll(answer);
  // Twice is fine: it is the same answer.
  await worker.deliverAll(answer);
  expect(statusOf('photos/hills')).toMatchObject({ status: 'ready' });
  await worker.deliverAll(editMessage({ upload: 'edit', from: reviewAddress(id), edits: { seen: true } }));
  expect(statusOf('edit')).toMatchObject({
    status: 'refused',
    code: 'removed',
    message: expect.stringMatching(/no longer waits/),
  });
});

test('a review whose answer fails for good waits on, and can be answered again', async () => {
  let isBroken = false;
  const broken = () => Promise.reject(new PhotoError('detector_failed', 'It does not load.'));
  worker = openWorker((parts) => ({ ...parts, make: (order) => (isBroken ? broken() : parts.make(order)) }));
  const id = await sendForReview();
  isBroken = true;
  const answer = editMessage({ upload: 'photos/hills', from: reviewAddress(id), edits: { seen: true } });
  expect(await worker.deliverAll(answer)).toBe('dead letter');
  const message = expect.stringMatching(/^Finding faces and objects did not work, 3 times/);
  expect(statusOf('photos/hills')).toMatchObject({ status: 'review', photo: id, code: 'failed', message });
  expect(await worker.uploads.table.inReview()).toHaveLength(1);
  isBroken = false;
  expect(await worker.deliverAll(answer)).toBe(1);
  expect(statusOf('photos/hills')).toMatchObject({ status: 'ready' });
});

test('a photo that is to retire stays until the review of its successor is answered', async () => {
  worker.send('photos/hills', 'hills');
  await worker.deliverAll(objectCreated('photos/hills'));
  const plain = idOf('hills');
  await worker.deliverAll(editMessage({ upload: 'edit', from: plain, edits: blur, retire: true }));
  const review = idOf('hills', blur);
  expect(statusOf('edit')).toMatchObject({ status: 'review', photo: review });
  expect(keysOf(plain)).not.toHaveLength(0);
  await worker.deliverAll(editMessage({ upload: 'edit', from: reviewAddress(review), edits: { add: [[0.1, 0.1, 0.2, 0.2]] } }));
  const { status, photo = '' } = statusOf('edit') ?? {};
  expect([status, recordOf(photo).from]).toEqual(['ready', plain]);
  expect([keysOf(plain), keysOf(review)]).toEqual([[], []]);
});
