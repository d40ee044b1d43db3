// @examples article
// A person is erased while a worker makes photos, viewers ask for cards and drawings are stored that had read the photo before.
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { HeadObjectCommand, ListObjectsV2Command, type S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { cardUrl } from '../../../../card-schema/card-url.ts';
import { photoAddress } from '../../../../card-schema/photo-id.ts';
import { photosInKey } from '../../../../cloud/photos/removal/photos-in-key.ts';
import type { Removal } from '../../../../cloud/photos/removal/removal.ts';
import { createS3Store } from '../../../../edge/adapters/aws/s3-store.ts';
import { DEVELOPMENT_KEYS } from '../../../../edge/core/config.ts';
import { createDeadline } from '../../../../edge/core/deadline.ts';
import { LOCAL_BUCKET, LOCAL_PHOTO_BUCKET, LOCAL_PHOTO_INBOX } from '../../../../local/stack/config.ts';
import { type Stack, startStack } from '../../../../local/stack/stack.ts';
import { localClient } from '../../../../local/stack/store.ts';
import { projectPath } from '../../../../project-path.ts';
import { type TemporaryFolder, temporaryFolder } from '../../../support/temporary-folder.ts';

const MINUTE = 60_000;
const NAME = 'Ada of the tests.png';

let folder: TemporaryFolder;
let stack: Stack;
let s3: S3Client;
let astronaut: Buffer;
const lines: string[] = [];

beforeAll(async () => {
  folder = await temporaryFolder('erased');
  astronaut = await readFile(projectPath('tests/photos/pictures/astronaut.png'));
  stack = await startStack({
    ...{ port: 0, data: join(folder.path, 'data'), sandboxes: 2, removalAgainSeconds: 6 },
    log: (event, fields) => void lines.push(JSON.stringify({ event, ...fields })),
  });
  s3 = localClient(stack.s3);
}, 2 * MINUTE);

afterAll(async () => {
  s3?.destroy();
  await stack?.close();
  await folder?.remove();
});

interface Answer {
  readonly upload: string;
  readonly url: string;
  readonly fields: Readonly<Record<string, string>>;
  readonly status: string;
  readonly photo: string;
  readonly removal: string;
}

async function ask<T = Answer>(method: string, path: string, body?: unknown): Promise<T> {
  for (;;) {
    const json = body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } };
    const answer = await fetch(`${stack.photoApi}${path}`, { method, ...json });
    if (answer.status !== 429) return (await answer.json()) as T;
    await sleep(50);
  }
}

async function send(edits: object = {}): Promise<string> {
  const { upload, url, fields } = await ask('POST', '/uploads', { name: NAME, edits });
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  form.append('file', new Blob([new Uint8Array(astronaut)]));
  expect((await fetch(url, { method: 'POST', body: form })).ok).toBe(true);
  return upload;
}

async function endOf(upload: string): Promise<Answer> {
  for (;;) {
    const answer = await ask('GET', `/uploads/${upload}`);
    if (answer.status !== 'waiting' && answer.status !== 'working') return answer;
    await sleep(50);
  }
}

const addressOf = (title: string, photo: string) => {
  const params = {
    title,
    author: 'Ada',
    section: 'Team',
    minutes: 4,
    theme: 'forest',
    cover: photoAddress(photo),
    avatar: '',
  } as const;
  return cardUrl('article', params, {
    origin: stack.cdn,
    signingKey: DEVELOPMENT_KEYS.signing,
    designVersions: {},
    strict: true,
  });
};

async function see(address: string) {
  const answer = await fetch(address);
  const jpeg = Buffer.from(await answer.arrayBuffer());
  return { hash: createHash('sha256').update(jpeg).digest('hex'), card: answer.headers.get('x-card-status') };
}

async function keysOf(Bucket: string): Promise<readonly string[]> {
  return ((await s3.send(new ListObjectsV2Command({ Bucket }))).Contents ?? []).flatMap(({ Key }) => Key ?? []);
}

/** Stored cards that show one of the photos. */
async function showing(photos: readonly string[]): Promise<readonly string[]> {
  const keys = (await keysOf(LOCAL_BUCKET)).filter((key) => key.endsWith('.jpg'));
  const shown = keys.map(async (Key) => {
    const { Metadata } = await s3.send(new HeadObjectCommand({ Bucket: LOCAL_BUCKET, Key }));
    return [...(photosInKey(Key) ?? []), ...(Metadata?.['photos'] ?? '').split(',')];
  });
  const all = await Promise.all(shown);
  return keys.filter((_, at) => photos.some((id) => all[at]?.includes(id)));
}

async function removalUntil(removal: string, statuses: readonly string[]): Promise<Removal> {
  for (;;) {
    const state = await ask<Removal>('GET', `/removals/${removal}`);
    if (statuses.includes(state.status)) return state;
    await sleep(100);
  }
}

test(
  'after a removal of all versions no object, no card, no cache and no log line has the photo, however busy the stack is',
  async () => {
    const { photo } = await endOf(await send());
    const { upload } = await ask('POST', `/photos/${photo}/edits`, { edits: { focus: [0.2, 0.2] } });
    const { photo: edited } = await endOf(upload);
    const addresses = await Promise.all([...['One', 'Two'].map((title) => addressOf(title, photo)), addressOf('Edited', edited)]);
    const before = await Promise.all(addresses.map(see));
    const stored = await showing([photo, edited]);
    expect(stored.length).toBe(addresses.length);
    const [oldKey = ''] = stored;
    // One whose key has only a hash.
    const store = createS3Store(s3, LOCAL_BUCKET);
    await store.put(oldKey.replace(/[^/]+$/, `h-${'a'.repeat(64)}.jpg`), Buffer.from('long'), createDeadline(5000), [photo]);

    let isOver = false;
    const viewers = [0, 1, 2].map(async (viewer) => {
      for (let turn = 0; !isOver; turn++) {
        await see(addresses[(viewer + turn) % addresses.length] ?? '');
        await see(await addressOf(`Viewer ${viewer}, ${turn % 5}`, turn % 2 === 0 ? photo : edited));
      }
    });
    // The worker has the same file again, and an edit, when the removal comes.
    const late = await Promise.all([send({ blur: 'faces' }), send({ focus: [0.7, 0.7] })]);
    late.push((await ask('POST', `/photos/${edited}/edits`, { edits: { focus: [0.9, 0.1] } })).upload);

    const { removal } = await ask('DELETE', `/photos/${photo}?versions=all`);
    await removalUntil(removal, ['again', 'done']);
    // What a job of the prerenderer stores that had read the photo before.
    await store.put(oldKey, Buffer.from('drawn before'), createDeadline(5000), [photo]);
    const state = await removalUntil(removal, ['done', 'failed']);
    isOver = true;
    await Promise.all(viewers);
    expect(state).toMatchObject({ status: 'done', photos: expect.arrayContaining([photo, edited]) });
    expect(state.cards).toBeGreaterThan(addresses.length);

    const ends = await Promise.all(late.map(endOf));
    const ids = [...new Set([...state.photos, ...ends.flatMap((end) => end.photo ?? [])])];
    expect((await keysOf(LOCAL_PHOTO_BUCKET)).filter((key) => !key.startsWith('removed/'))).toEqual([]);
    expect(await keysOf(LOCAL_PHOTO_INBOX)).toEqual([]);
    expect(await showing(ids)).toEqual([]);
    const after = await Promise.all(addresses.map(see));
    expect(after.map(({ hash }, at) => hash === before[at]?.hash)).toEqual(addresses.map(() => false));
    expect(after.map(({ card }) => card)).toEqual(addresses.map(() => expect.stringContaining('incomplete')));
    expect(lines.filter((line) => line.includes('Ada of the tests') || line.includes('X-Amz-Signature'))).toEqual([]);
  },
  2 * MINUTE,
);
