// The table of uploads in the data folder: what it keeps over a restart, and what it does not.
import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { openFileUploads } from '../../../local/photos/file-uploads.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const UPLOAD = '7h3k9m2p4q8r5t6v';

test('a row is there after a restart, with all that was said of it', async () => {
  await using folder = await temporaryFolder('uploads');
  const before = await openFileUploads(folder.path);
  await before.change(UPLOAD, { status: 'waiting', name: 'Ünïcode 📷.jpg', edits: { blur: 'faces' } });
  await Promise.all([
    before.change(UPLOAD, { status: 'working' }),
    before.change('photos/../../odd', { status: 'refused', code: 'damaged' }),
  ]);
  const after = await openFileUploads(folder.path);
  expect(await after.read(UPLOAD)).toMatchObject({ status: 'working', name: 'Ünïcode 📷.jpg', edits: { blur: 'faces' } });
  expect(await after.read('photos/../../odd')).toMatchObject({ status: 'refused', code: 'damaged' });
});

test('a restart forgets who was decoding and who had a claim, for they have ended with it', async () => {
  await using folder = await temporaryFolder('uploads');
  const before = await openFileUploads(folder.path);
  await before.change(UPLOAD, { status: 'working' });
  expect(await before.startDecoding(UPLOAD)).toBe(1);
  expect(await before.claim('a', 'one', Date.now() + 60_000)).toBe(true);
  const after = await openFileUploads(folder.path);
  expect(await after.startDecoding(UPLOAD)).toBe(1);
  expect(await after.claim('a', 'another', Date.now() + 60_000)).toBe(true);
});

test('a row is gone after 14 days, from the disk too', async () => {
  await using folder = await temporaryFolder('uploads');
  await (await openFileUploads(folder.path)).change(UPLOAD, { status: 'ready' });
  const almost = await openFileUploads(folder.path, () => Date.now() + 14 * 86_400_000 - 10_000);
  expect(await almost.read(UPLOAD)).toMatchObject({ status: 'ready' });
  const late = await openFileUploads(folder.path, () => Date.now() + 14 * 86_400_000 + 10_000);
  expect(await late.read(UPLOAD)).toBeUndefined();
  expect(await readdir(folder.path)).toEqual([]);
});

test('what a killed process left in the middle of writing is removed, and a file that is no row is passed over', async () => {
  await using folder = await temporaryFolder('uploads');
  await (await openFileUploads(folder.path)).change(UPLOAD, { status: 'ready' });
  await writeFile(join(folder.path, 'half-a-row'), '{"upload":');
  await writeFile(join(folder.path, 'odd.json'), '{"upload":');
  const after = await openFileUploads(folder.path);
  expect(await after.read(UPLOAD)).toMatchObject({ status: 'ready' });
  expect(await readdir(folder.path)).not.toContain('half-a-row');
});

test('many changes of one row at once leave the last on the disk', async () => {
  await using folder = await temporaryFolder('uploads');
  const table = await openFileUploads(folder.path);
  await Promise.all(Array.from({ length: 50 }, (_, n) => table.change(UPLOAD, { status: 'working', name: String(n) })));
  expect(await (await openFileUploads(folder.path)).read(UPLOAD)).toMatchObject({ name: '49' });
});
