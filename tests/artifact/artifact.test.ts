import { readdirSync } from 'node:fs';
import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { DeleteObjectCommand, GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { CloudFrontRequest, CloudFrontResultResponse } from 'aws-lambda';
import { imageUrlsOf } from '../../card-schema/card-images.ts';
import { formatCardPath, signCardPath } from '../../card-schema/card-path.ts';
import { createCard, TEMPLATES } from '../../card-schema/catalogue.ts';
import { EXAMPLES } from '../../card-schema/examples.ts';
import { DEVELOPMENT_KEYS } from '../../edge/core/config.ts';
import { readBrowserFiles } from '../../local/browser/browser-files.ts';
import { type CardSite, startCardSite } from '../../local/card-site/server.ts';
import type { FinishedRequest } from '../../local/s3/server.ts';
import { LOCAL_BUCKET, LOCAL_CREDENTIALS, localConfigHeaders } from '../../local/stack/config.ts';
import { type LocalStore, openLocalStore } from '../../local/stack/store.ts';
import { projectPath } from '../../project-path.ts';
import { readProfile } from '../../tools/pack/browser-profile.ts';
import { type PackedBrowser, packBrowser, writePack } from '../../tools/pack/pack.ts';
import { originRequestEvent, originResponseEvent } from '../support/events.ts';
import { decode, shareOfDifferentPixels } from '../support/pictures.ts';
import { type TemporaryFolder, temporaryFolder } from '../support/temporary-folder.ts';
import { type Lambda, startLambda } from './lambda.ts';
import { type MinimalRoot, makeMinimalRoot } from './minimal-root.ts';

const inProject = (path: string) => projectPath(path);

let data: TemporaryFolder;
let store: LocalStore;
let site: CardSite;
let root: MinimalRoot;
let packKey: string;
let pack: Buffer;
let requests: FinishedRequest[] = [];
const running: Lambda[] = [];

const config = () => localConfigHeaders(site.origin);
const start = async (handler: 'origin-request' | 'origin-response', task = '/var/task'): Promise<Lambda> => {
  const lambda = await startLambda({
    root,
    task,
    handler: `edge/${handler}.handler`,
    s3: { endpoint: store.endpoint, ...LOCAL_CREDENTIALS },
  });
  running.push(lambda);
  return lambda;
};
const putPack = () => store.client.send(new PutObjectCommand({ Bucket: LOCAL_BUCKET, Key: packKey, Body: pack }));

/** From a viewer's path to the answer, through both packaged functions. */
async function ask(path: string, response: Lambda) {
  const request = await start('origin-request', '/var/origin-request');
  const { uri } = await request.invoke<CloudFrontRequest>(originRequestEvent(path, { config: config() }));
  await request.kill();
  const result = await response.invoke<CloudFrontResultResponse>(originResponseEvent(uri, { config: config() }));
  const header = (name: string) => result.headers?.[name]?.[0]?.value;
  return { key: uri.slice(1), result, header, jpeg: Buffer.from(result.body ?? '', 'base64') };
}

beforeAll(async () => {
  // A missing package is a failure: run `npm run package` first.
  [packKey = ''] = readdirSync(inProject('dist/upload/pictures/packs')).map((name) => `packs/${name}`);
  pack = await readFile(inProject(`dist/upload/pictures/${packKey}`));
  data = await temporaryFolder('artifact');
  store = await openLocalStore(data.path, 0, (finished) => requests.push(finished));
  site = await startCardSite({ port: 0, directory: inProject('dist/upload/card-site'), pageKeys: [DEVELOPMENT_KEYS.page] });
});

afterAll(async () => {
  await site.close();
  await store.close();
  await data.remove();
});

beforeEach(async () => {
  root = await makeMinimalRoot();
  await root.install(inProject('.serverless/originRequest.zip'), '/var/origin-request');
  await root.install(inProject('.serverless/originResponse.zip'), '/var/task');
  await putPack();
  requests = [];
});

afterEach(async () => {
  for (const lambda of running.splice(0)) await lambda.kill();
  await root.remove();
});

describe('the packaged functions, in a root with nothing but Node and the C library', () => {
  test('have no library of a browser near them', async () => {
    const libraries = (await readdir(root.folder, { recursive: true })).filter((path) => /\.so/.test(path));
    expect(libraries.filter((path) => /nss|nspr|expat|font/.test(path))).toEqual([]);
    expect(libraries.length).toBeLessThan(12);
  });

  test('draw a card cold, store it, and draw the next one warm', async () => {
    const lambda = await start('origin-response');
    const cold = await ask('/12-34-10.jpg', lambda);
    expect([cold.result.status, cold.header('x-card-status'), cold.header('content-type')]).toEqual([
      '200',
      'drawn',
      'image/jpeg',
    ]);
    const stored = await store.client.send(new GetObjectCommand({ Bucket: LOCAL_BUCKET, Key: cold.key }));
    expect(Buffer.from((await stored.Body?.transformToByteArray()) ?? []).equals(cold.jpeg)).toBe(true);
    const golden = await decode(await readFile(inProject('tests/golden/score-classic.jpg')));
    expect(shareOfDifferentPixels(await decode(cold.jpeg), golden)).toBeLessThanOrEqual(0.001);

    requests = [];
    const path = await signCardPath(
      createCard('article', { title: 'Small teams, large ships', author: 'Ada Okafor' }),
      DEVELOPMENT_KEYS.signing,
    );
    const warm = await ask(path, lambda);
    expect(warm.header('x-card-status')).toBe('drawn');
    const plain = await decode(await readFile(inProject('tests/golden/article-plain.jpg')));
    expect(shareOfDifferentPixels(await decode(warm.jpeg), plain)).toBeLessThanOrEqual(0.001);
    expect(requests).toEqual([expect.objectContaining({ method: 'PUT', status: 200 })]);
    console.log(`cold: ${cold.header('server-timing')}\nwarm: ${warm.header('server-timing')}`);
  });

  test('find the unpacked browser again after a crash of the function, and unpack anew after a crash half-way', async () => {
    const first = await start('origin-response');
    await ask('/1-1-1.jpg', first);
    await first.kill();
    requests = [];
    const second = await start('origin-response');
    expect((await ask('/2-2-2.jpg', second)).header('x-card-status')).toBe('drawn');
    expect(requests.filter(({ key }) => key === packKey)).toEqual([]);
    await second.kill();

    await emptyFolder(join(root.folder, 'tmp'));
    const third = await start('origin-response');
    const cut = ask('/3-3-3.jpg', third).catch((error: Error) => error);
    await waitForPartial(join(root.folder, 'tmp'));
    await third.kill();
    expect(await cut).toBeInstanceOf(Error);
    const fourth = await start('origin-response');
    expect((await ask('/4-4-4.jpg', fourth)).header('x-card-status')).toBe('drawn');
    expect((await readdir(join(root.folder, 'tmp'))).filter((name) => name.includes('partial'))).toEqual([]);
  });

  test('draw every example that shows no image without fetching any of the browser: what would complete it is not even there', async () => {
    await store.client.send(new DeleteObjectCommand({ Bucket: LOCAL_BUCKET, Key: packKey }));
    requests = [];
    const lambda = await start('origin-response');
    for (const { template, card } of EXAMPLES.filter(({ card }) => imageUrlsOf(card).length === 0)) {
      const path =
        TEMPLATES[template].addressing === 'open' ? await signCardPath(card, DEVELOPMENT_KEYS.signing) : formatCardPath({ card });
      expect([path, (await ask(path, lambda)).header('x-card-status')]).toEqual([
        path,
        template === 'default' ? 'default' : 'drawn',
      ]);
    }
    expect(requests.filter(({ key }) => key === packKey)).toEqual([]);
    expect(lambda.log.join('\n')).not.toContain('pack_miss');
  });

  test('print no secret, token or signature', async () => {
    const lambda = await start('origin-response');
    const path = await signCardPath(createCard('quote', { words: 'W', speaker: 'S' }), DEVELOPMENT_KEYS.signing);
    await ask(path, lambda);
    const printed = running.flatMap(({ log }) => log).join('\n');
    expect(printed).toContain('"outcome":"card_drawn"');
    const signature = path.split('.').at(-2) ?? '';
    for (const secret of [
      signature,
      'token=',
      ...Object.values(DEVELOPMENT_KEYS),
      LOCAL_CREDENTIALS.secretAccessKey,
      'a-session-token',
    ]) {
      expect(printed).not.toContain(secret);
    }
  });
});

describe('a browser that misses code which the card needs', () => {
  let lacking: PackedBrowser;
  beforeAll(async () => {
    const profile = await readProfile();
    const isLost = (page: number) => page > profile.pages * 0.45 && page < profile.pages * 0.55;
    const touched = new Set([...profile.touched].filter((page) => !isLost(page)));
    lacking = await packBrowser(await readBrowserFiles(), { form: 'pruned', ...quickly, profile: { ...profile, touched } });
  });

  test('ends in a trap, is completed from S3, and draws the card within the same budget; and so all later ones', async () => {
    await shipInstead(lacking);
    const lambda = await start('origin-response');
    expect((await ask('/7-7-7.jpg', lambda)).header('x-card-status')).toBe('drawn');
    const misses = () => lambda.log.filter((line) => line.includes('"event":"pack_miss"')).length;
    expect(misses()).toBe(1);
    const fetched = () => requests.filter(({ method, key }) => method === 'GET' && key.startsWith('packs/')).length;
    expect(fetched()).toBe(lacking.manifest.removed?.chunks.length);
    expect((await ask('/8-8-8.jpg', lambda)).header('x-card-status')).toBe('drawn');
    await lambda.kill();
    const next = await start('origin-response');
    expect((await ask('/9-9-9.jpg', next)).header('x-card-status')).toBe('drawn');
    expect([misses(), fetched()]).toEqual([1, lacking.manifest.removed?.chunks.length]);
  });

  test('answers with the fallback picture where it cannot be completed', async () => {
    await shipInstead(lacking, (bytes) => Buffer.concat([bytes.subarray(0, 1000), Buffer.alloc(bytes.length - 1000)]));
    const lambda = await start('origin-response');
    const { header } = await ask('/7-7-7.jpg', lambda);
    expect([header('x-card-status'), header('cache-control')]).toEqual(['fallback', 'public, max-age=30']);
    expect(lambda.log.join('\n')).toContain('another SHA-256');
  });
});

describe('the complete browser, the other form of the pack', () => {
  let complete: PackedBrowser;
  beforeAll(async () => {
    const profile = await readProfile();
    complete = await packBrowser(await readBrowserFiles(), { form: 'complete', ...quickly, profile });
    expect(complete.manifest.object?.bytes).toBeGreaterThan(1_000_000);
  });

  test('is unpacked from the zip and from S3, and draws', async () => {
    await shipInstead(complete);
    const lambda = await start('origin-response');
    expect((await ask('/5-5-5.jpg', lambda)).header('x-card-status')).toBe('drawn');
  });

  test('gives the fallback picture while its rest is missing in S3, and draws when it is there', async () => {
    await shipInstead(complete, () => undefined);
    const lambda = await start('origin-response');
    const without = await ask('/5-5-5.jpg', lambda);
    expect([without.header('x-card-status'), without.header('cache-control')]).toEqual(['fallback', 'public, max-age=30']);
    expect(lambda.log.join('\n')).toContain('"code":"pack_failed"');
    await putObjects(complete);
    expect((await ask('/5-5-5.jpg', lambda)).header('x-card-status')).toBe('drawn');
  });

  test('is refused when S3 has other bytes under the right name', async () => {
    await shipInstead(complete, (bytes) => {
      const other = Buffer.from(bytes);
      other[other.length >> 1] = (other[other.length >> 1] ?? 0) ^ 1;
      return other;
    });
    const lambda = await start('origin-response');
    expect((await ask('/6-6-6.jpg', lambda)).header('x-card-status')).toBe('fallback');
    expect(lambda.log.join('\n')).toContain('another SHA-256');
  });
});

/** Packs in seconds instead of a minute; the zip's limit is for the package that ships. */
const quickly = { zipBudgetBytes: 80_000_000, level: 1 } as const;

type Change = (bytes: Uint8Array) => Uint8Array | undefined;

/** Puts another pack in place of the one in the zip, and its object into S3, changed or not at all. */
async function shipInstead(pack: PackedBrowser, change: Change = (bytes) => bytes): Promise<void> {
  await writePack(pack, join(root.folder, 'var/task/dist/pack'), join(data.path, 'not-uploaded'));
  await putObjects(pack, change);
}

async function putObjects({ objects }: PackedBrowser, change: Change = (bytes) => bytes): Promise<void> {
  for (const [Key, bytes] of objects) {
    const Body = change(bytes);
    if (Body) await store.client.send(new PutObjectCommand({ Bucket: LOCAL_BUCKET, Key, Body }));
    else await store.client.send(new DeleteObjectCommand({ Bucket: LOCAL_BUCKET, Key }));
  }
}

async function emptyFolder(folder: string): Promise<void> {
  for (const name of await readdir(folder))
    await rm(join(folder, name), { recursive: true, force: true, maxRetries: 10, retryDelay: 50 });
}

async function waitForPartial(folder: string): Promise<void> {
  for (let tries = 0; tries < 5000; tries++) {
    const names = await readdir(folder).catch(() => []);
    if (names.some((name) => name.includes('partial'))) return;
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  throw new Error('Nothing was unpacked.');
}
