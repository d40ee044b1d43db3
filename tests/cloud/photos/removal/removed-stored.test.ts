// Where no remover comes after a removal, as with a bucket alone.
import { expect, test } from '@jest/globals';
import { photoFolder, removedKey } from '../../../../cloud/photos/photo-keys.ts';
import { removeStored } from '../../../../cloud/photos/remove-photo.ts';
import { createDeadline } from '../../../../edge/core/deadline.ts';
import { createMemoryPhotos } from '../../../support/memory-photos.ts';

const ID = '7h3k9m2p4q8r5t6v';

test('a size that the photo site made between the mark and the end of the record goes too', async () => {
  const { store, removed, files } = createMemoryPhotos();
  const deadline = createDeadline(60_000);
  await store.put({ key: `${photoFolder(ID)}640x360.webp`, bytes: Buffer.from('x'), type: 'image/webp' }, deadline);
  const times = [new Date(Date.now() - 5000), new Date()];
  const markRemoved = async (id: string) => void removed.set(removedKey(id), times.shift() ?? new Date());
  expect(await removeStored(ID, { ...store, markRemoved }, deadline)).toBe(1);
  expect([...files.keys()]).toEqual([]);
});
