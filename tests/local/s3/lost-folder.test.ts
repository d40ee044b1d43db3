// What happens to a store whose folder is taken away, or has no room, while it runs.
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { failureLine } from '../../../local/s3/failure-line.ts';
import { type LocalStore, openLocalStore } from '../../../local/stack/store.ts';
import { type TemporaryFolder, temporaryFolder } from '../../support/temporary-folder.ts';

let folder: TemporaryFolder;
let store: LocalStore;
let recreated: string[];
beforeEach(async () => {
  folder = await temporaryFolder('store');
  recreated = [];
  const onRecreated = (bucket: string) => recreated.push(bucket);
  store = await openLocalStore(join(folder.path, 'data'), 0, { onRecreated });
});
afterEach(async () => {
  await store.close();
  await folder.remove();
});

const put = (key: string) => store.client.send(new PutObjectCommand({ Bucket: store.bucket, Key: key, Body: 'picture' }));
const get = async (key: string) => {
  const { Body } = await store.client.send(new GetObjectCommand({ Bucket: store.bucket, Key: key }));
  return Body?.transformToString();
};

test('a data folder that is deleted is made again, and pictures are stored again', async () => {
  await put('a.jpg');
  await rm(join(folder.path, 'data'), { recursive: true });
  await expect(get('a.jpg')).rejects.toMatchObject({ name: 'NoSuchKey' });
  expect(recreated).toEqual([store.bucket]);
  await put('b.jpg');
  expect(await get('b.jpg')).toBe('picture');
  expect(recreated).toEqual([store.bucket]);
});

test('a bucket that was never there is not made', async () => {
  await expect(store.client.send(new GetObjectCommand({ Bucket: 'another', Key: 'a.jpg' }))).rejects.toMatchObject({
    name: 'NoSuchBucket',
  });
});

test('a file in the place of the data folder fails each call, and the server goes on when it is gone', async () => {
  await rm(join(folder.path, 'data'), { recursive: true });
  await writeFile(join(folder.path, 'data'), 'x');
  await expect(put('a.jpg')).rejects.toMatchObject({ name: 'InternalError' });
  await rm(join(folder.path, 'data'));
  await put('a.jpg');
  expect(await get('a.jpg')).toBe('picture');
});

test.each([
  ['ENOSPC', /is full, \d+ MB are free: make room there \(ENOSPC\)\./],
  ['EROFS', /cannot be written to: look at its owner and rights \(EROFS\)\./],
  ['EMFILE', /too many files are open: raise `ulimit -n` \(EMFILE\)\./],
  ['ENOTDIR', /is no folder any more: delete the file of its name \(ENOTDIR\)\./],
])('%s is said in one line', (code, line) => {
  const error = Object.assign(new Error(code), { code, syscall: 'open' });
  expect(failureLine(error, folder.path)).toMatch(line);
  expect(failureLine(error, folder.path)).not.toContain('\n');
});
