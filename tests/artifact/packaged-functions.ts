// The packaged functions in a root with nothing but Node and the C library, with S3 and a card site in reach.
import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DeleteObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { afterAll, afterEach, beforeAll, beforeEach } from '@jest/globals';
import type { CloudFrontRequest, CloudFrontResultResponse } from 'aws-lambda';
import { DEVELOPMENT_KEYS } from '../../edge/core/config.ts';
import { type CardSite, startCardSite } from '../../local/card-site/server.ts';
import type { FinishedRequest } from '../../local/s3/server.ts';
import { LOCAL_BUCKET, LOCAL_CREDENTIALS, localConfigHeaders } from '../../local/stack/config.ts';
import { type LocalStore, openLocalStore } from '../../local/stack/store.ts';
import { projectPath } from '../../project-path.ts';
import { type PackedBrowser, writePack } from '../../tools/pack/pack.ts';
import { originRequestEvent, originResponseEvent } from '../support/events.ts';
import { type TemporaryFolder, temporaryFolder } from '../support/temporary-folder.ts';
import { type Lambda, startLambda } from './lambda.ts';
import { type MinimalRoot, makeMinimalRoot } from './minimal-root.ts';

export const inProject = (path: string) => projectPath(path);

let data: TemporaryFolder;
export let store: LocalStore;
let site: CardSite;
export let root: MinimalRoot;
export let packKey: string;
let pack: Buffer;
export const requests: FinishedRequest[] = [];
export const running: Lambda[] = [];

const config = () => localConfigHeaders(site.origin);
export const start = async (handler: 'origin-request' | 'origin-response', task = '/var/task'): Promise<Lambda> => {
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
export async function ask(path: string, response: Lambda) {
  const request = await start('origin-request', '/var/origin-request');
  const { uri } = await request.invoke<CloudFrontRequest>(originRequestEvent(path, { config: config() }));
  await request.kill();
  const result = await response.invoke<CloudFrontResultResponse>(originResponseEvent(uri, { config: config() }));
  const header = (name: string) => result.headers?.[name]?.[0]?.value;
  return { key: uri.slice(1), result, header, jpeg: Buffer.from(result.body ?? '', 'base64') };
}

type Change = (bytes: Uint8Array) => Uint8Array | undefined;

/** Puts another pack in place of the one in the zip, and its object into S3, changed or not at all. */
export async function shipInstead(pack: PackedBrowser, change: Change = (bytes) => bytes): Promise<void> {
  await writePack(pack, join(root.folder, 'var/task/dist/pack'), join(data.path, 'not-uploaded'));
  await putObjects(pack, change);
}

export async function putObjects({ objects }: PackedBrowser, change: Change = (bytes) => bytes): Promise<void> {
  for (const [Key, bytes] of objects) {
    const Body = change(bytes);
    if (Body) await store.client.send(new PutObjectCommand({ Bucket: LOCAL_BUCKET, Key, Body }));
    else await store.client.send(new DeleteObjectCommand({ Bucket: LOCAL_BUCKET, Key }));
  }
}

/** Opens what the tests of a file share, and closes it. */
export function sharePackagedFunctions(): void {
  beforeAll(async () => {
    // A missing package is a failure: run `npm run package` first.
    [packKey = ''] = readdirSync(inProject('dist/upload/pictures/packs')).map((name) => `packs/${name}`);
    pack = await readFile(inProject(`dist/upload/pictures/${packKey}`));
    data = await temporaryFolder('artifact');
    store = await openLocalStore(data.path, 0, { onRequest: (finished) => requests.push(finished) });
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
    requests.length = 0;
  });

  afterEach(async () => {
    for (const lambda of running.splice(0)) await lambda.kill();
    await root.remove();
  });
}
