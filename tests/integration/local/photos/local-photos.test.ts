// Photos on this machine from the S3 server to the API, without browsers: what is sent at once, what is cut off, what cannot be opened.
import { readFile } from 'node:fs/promises';
import { PutObjectCommand } from '@aws-sdk/client-s3';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { openLocalPhotos } from '../../../../local/photos/local-photos.ts';
import { LOCAL_PHOTO_INBOX } from '../../../../local/stack/config.ts';
import { openLocalStore } from '../../../../local/stack/store.ts';
import { projectPath } from '../../../../project-path.ts';
import { type TemporaryFolder, temporaryFolder } from '../../../support/temporary-folder.ts';

interface Running {
  readonly api: string;
  readonly logged: readonly string[];
  put(name: string, bytes: Uint8Array | string): Promise<void>;
  close(): Promise<void>;
}

interface Answered {
  readonly status: string;
  readonly photo?: string;
  readonly code?: string;
  readonly message?: string;
}

interface PresignedUpload {
  readonly upload: string;
  readonly url: string;
  readonly fields: Readonly<Record<string, string>>;
}

let folder: TemporaryFolder;
let running: Running;
let astronaut: Buffer;
beforeEach(async () => {
  folder = await temporaryFolder('photos');
  astronaut = await readFile(projectPath('tests/photos/pictures/astronaut.png'));
  running = await start();
});
afterEach(async () => {
  await running.close();
  await folder.remove();
});

async function start(): Promise<Running> {
  const logged: string[] = [];
  const photos = await openLocalPhotos(folder.path, (event) => void logged.push(event));
  const store = await openLocalStore(folder.path, 0, { onObject: photos.onObject });
  const serving = await photos.serve(store, 0);
  return {
    api: serving.url,
    logged,
    async put(name, Body) {
      await store.client.send(new PutObjectCommand({ Bucket: LOCAL_PHOTO_INBOX, Key: `photos/${name}`, Body }));
    },
    async close() {
      await serving.close();
      await store.close();
    },
  };
}

/** The API answers ten calls at once, and asks everybody else to come again. */
async function read<T = Answered>(path: string, init: RequestInit = {}): Promise<T> {
  for (;;) {
    const answer = await fetch(`${running.api}${path}`, init);
    if (answer.status !== 429) return (await answer.json()) as T;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

async function ended(upload: string): Promise<Answered> {
  for (;;) {
    const answered = await read(`/uploads/${encodeURIComponent(upload)}`);
    if (answered.status !== 'waiting' && answered.status !== 'working' && answered.code !== 'no_such_upload') return answered;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

async function send(bytes: Buffer): Promise<string> {
  const init = { method: 'POST', body: '{}', headers: { 'content-type': 'application/json' } };
  const asked = await read<PresignedUpload>('/uploads', init);
  const form = new FormData();
  for (const [name, value] of Object.entries(asked.fields)) form.append(name, value);
  form.append('file', new Blob([new Uint8Array(bytes)]));
  expect((await fetch(asked.url, { method: 'POST', body: form })).ok).toBe(true);
  return asked.upload;
}

test('the same file twenty times at once is made once, and everybody gets it', async () => {
  const uploads = await Promise.all(Array.from({ length: 20 }, () => send(astronaut)));
  const answers = await Promise.all(uploads.map(ended));
  expect(new Set(answers.map(({ status, photo }) => `${status} ${photo}`)).size).toBe(1);
  expect(answers[0]).toMatchObject({ status: 'ready', photo: expect.stringMatching(/^[0-9a-z]{16}$/) });
  expect(running.logged.filter((event) => event === 'photo_ready')).toHaveLength(20);
}, 60_000);

test('a photo that is put by a program has its key for an upload, whatever the file is called', async () => {
  const names = ['Größe +100 %.png', 'a/b/../c.png', '写真 📷.png'];
  for (const name of names) await running.put(name, astronaut);
  for (const name of names) expect(await ended(`photos/${name}`)).toMatchObject({ status: 'ready' });
}, 60_000);

test('what was cut off when the stack ended is finished by the next one', async () => {
  // So many that no machine makes them all while the stack ends. What follows a PNG's end makes another file of it.
  const names = Array.from({ length: 20 }, (_, n) => `cut-off-${n}.png`);
  await Promise.all(names.map((name) => running.put(name, Buffer.concat([astronaut, Buffer.from(name)]))));
  await running.close();
  expect(running.logged.filter((event) => event === 'photo_ready').length).toBeLessThan(names.length);
  running = await start();
  const answers = await Promise.all(names.map((name) => ended(`photos/${name}`)));
  expect(answers.map(({ status }) => status)).toEqual(names.map(() => 'ready'));
}, 60_000);

test('what is no photo is refused with its code, and a removed photo is gone from the bucket', async () => {
  await running.put('text.jpg', 'not a photo');
  expect(await ended('photos/text.jpg')).toMatchObject({ status: 'refused', code: 'not_an_image' });
  await running.put('a.png', astronaut);
  const { photo = '' } = await ended('photos/a.png');
  const removed = await read<{ readonly objects: number }>(`/photos/${photo}`, { method: 'DELETE' });
  expect(removed.objects).toBeGreaterThan(7);
  expect(await read(`/photos/${photo}`)).toMatchObject({ code: 'no_such_photo' });
}, 60_000);
