// What is there is left alone or replaced, by what it is.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type LocalStore, openLocalStore } from '../../../local/stack/store.ts';
import type { Upload } from '../../../tools/deploy/packaged.ts';
import { pendingUploads, putObjects } from '../../../tools/deploy/put-objects.ts';
import { type TemporaryFolder, temporaryFolder } from '../../support/temporary-folder.ts';

let folder: TemporaryFolder;
let store: LocalStore;
beforeAll(async () => {
  folder = await temporaryFolder('uploads');
  store = await openLocalStore(folder.path, 0);
});
afterAll(async () => {
  await store.close();
  await folder.remove();
});

async function uploadOf(key: string, text: string, more: Partial<Upload> = {}): Promise<Upload> {
  const file = join(folder.path, key);
  await writeFile(file, text);
  return { bucket: 'pictures', key, file, contentType: 'text/plain', cacheControl: 'no-store', order: 'first', ...more };
}
const pending = (...uploads: readonly Upload[]) =>
  pendingUploads(store.client, { pictures: store.bucket, cardSite: store.bucket }, uploads);
async function textAt(Key: string): Promise<string | undefined> {
  const { Body } = await store.client.send(new GetObjectCommand({ Bucket: store.bucket, Key }));
  return Body?.transformToString();
}

test('what has other bytes is replaced, and what is the same is not sent again', async () => {
  await putObjects(store.client, await pending(await uploadOf('robots', 'one')));
  expect(await pending(await uploadOf('robots', 'one'))).toEqual([]);
  await putObjects(store.client, await pending(await uploadOf('robots', 'two')));
  expect(await textAt('robots')).toBe('two');
});

test('a setting that people change is made once, and never replaced', async () => {
  const keeps = { keeps: true };
  await putObjects(store.client, await pending(await uploadOf('setting', 'on', keeps)));
  expect(await textAt('setting')).toBe('on');
  await store.client.send(new PutObjectCommand({ Bucket: store.bucket, Key: 'setting', Body: 'off' }));
  expect(await pending(await uploadOf('setting', 'on', keeps))).toEqual([]);
});

test('not even where somebody makes it while the deployment looks elsewhere', async () => {
  const uploads = await pending(await uploadOf('late', 'on', { keeps: true }));
  await store.client.send(new PutObjectCommand({ Bucket: store.bucket, Key: 'late', Body: 'off' }));
  await putObjects(store.client, uploads);
  expect(await textAt('late')).toBe('off');
});
