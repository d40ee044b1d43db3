// A photo is removed while a worker has something of it: an edit, an upload, a message that comes twice.
import { expect, test } from '@jest/globals';
import { idOfPhoto } from '../../../../cloud/photos/id-of-photo.ts';
import { sha256 } from '../../../../cloud/photos/make-once.ts';
import { removedKey } from '../../../../cloud/photos/photo-keys.ts';
import { editMessage, makeSmallPhoto, objectCreated, openWorker, RECIPE } from '../../../support/photo-worker.ts';

const SOURCE = sha256(Buffer.from('a face'));
const idOf = (edits = {}) => idOfPhoto({ source: SOURCE, edits, recipe: RECIPE });
const ORIGINAL = idOf();

async function openWithPhoto(whileMade?: (id: string) => void) {
  const worker = openWorker((parts) => ({
    ...parts,
    async make(order) {
      whileMade?.(order.id);
      return makeSmallPhoto(order);
    },
  }));
  worker.send('photos/a.jpg', 'a face');
  await worker.deliver(objectCreated('photos/a.jpg'));
  return worker;
}

test('an edit whose photo is removed meanwhile leaves nothing, and says so', async () => {
  const worker = await openWithPhoto((id) => {
    if (id !== ORIGINAL) worker.photos.removed.set(removedKey(ORIGINAL), new Date());
  });
  await worker.deliver(editMessage({ upload: 'edit', from: ORIGINAL, edits: { focus: [0.1, 0.1] } }));
  expect(worker.uploads.rows.get('edit')).toMatchObject({ status: 'refused', code: 'removed' });
  expect([...worker.photos.files.keys()].filter((key) => key.includes(idOf({ focus: [0.1, 0.1] })))).toEqual([]);
});

test('an upload of a file of which every photo was removed since is refused, and its name forgotten', async () => {
  const worker = openWorker();
  worker.photos.removed.set(removedKey(SOURCE), new Date());
  await worker.uploads.table.change('photos/a.jpg', { status: 'waiting', name: 'Ada Lovelace.jpg' });
  worker.send('photos/a.jpg', 'a face');
  await worker.deliver(objectCreated('photos/a.jpg'));
  expect(worker.uploads.rows.get('photos/a.jpg')).toMatchObject({ status: 'refused', code: 'removed' });
  expect(worker.photos.files.size).toBe(0);
  expect(JSON.stringify([...worker.uploads.rows.values()])).not.toContain('Ada');
  worker.photos.removed.set(removedKey(SOURCE), new Date(Date.now() - 5000));
  worker.send('photos/a.jpg', 'a face');
  await worker.deliver(objectCreated('photos/a.jpg'));
  expect(worker.uploads.rows.get('photos/a.jpg')).toMatchObject({ status: 'ready', name: 'a.jpg' });
});

test('a retired photo has its cards removed too, and one that was sent again since stays, though the message comes twice', async () => {
  const worker = await openWithPhoto();
  const edit = editMessage({ upload: 'edit', from: ORIGINAL, edits: { blur: 'faces' }, retire: true });
  await worker.deliver(edit, { sent: new Date() });
  expect(worker.removals.messages.map(({ message }) => message)).toMatchObject([{ removal: 'edit', photos: [ORIGINAL] }]);
  const sent = new Date(Date.now() - 5000);
  worker.photos.removed.set(removedKey(ORIGINAL), new Date(Date.now() - 3000));
  worker.send('photos/a.jpg', 'a face');
  await worker.deliver(objectCreated('photos/a.jpg'));
  await worker.deliver(edit, { receives: 2, sent });
  expect(await worker.photos.store.readRecord(ORIGINAL, { signal: () => AbortSignal.timeout(1000) } as never)).toBeDefined();
});
