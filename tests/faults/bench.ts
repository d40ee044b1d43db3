// @examples article score
// The local stack with a switch at every seam: S3 and the card site behind fault proxies, the sandbox between them, and for each
// fault a CloudFront of its own, whose clock can be put forward.

import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PutObjectCommand } from '@aws-sdk/client-s3';
import type { CloudFrontRequest } from 'aws-lambda';
import { formatCardPath, signCardPath, verifyCardPath } from '../../card-schema/card-path.ts';
import { createCard, DEFAULT_CARD } from '../../card-schema/catalogue.ts';
import { buildCardSite } from '../../card-site/bundle/build-card-site.ts';
import { formatCardKey } from '../../edge/core/card-key.ts';
import { DEVELOPMENT_KEYS } from '../../edge/core/config.ts';
import { startCardSite } from '../../local/card-site/server.ts';
import type { Handlers } from '../../local/cloudfront/miss.ts';
import { LOCAL_BUCKET, localConfigHeaders } from '../../local/stack/config.ts';
import { readDesignVersions } from '../../local/stack/sandbox.ts';
import { openLocalStore, storeObjects } from '../../local/stack/store.ts';
import { projectPath } from '../../project-path.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { type BenchCloudFront, startBenchCloudFront } from './bench-cloudfront.ts';
import type { Bench, Fault } from './fault.ts';
import { startFaultProxy } from './fault-proxy.ts';
import { IMAGE_HOST, LOST_HOST, startImageHost } from './image-host.ts';
import { type Looks, readLooks } from './looks.ts';
import type { Sandbox } from './sandbox.ts';
import { openShippedSandbox } from './shipped-sandbox.ts';
import { openSourceSandbox } from './source-sandbox.ts';
import { storedPictures } from './stored-pictures.ts';

export type Form = 'source' | 'shipped';

export interface FaultBench extends Bench {
  readonly form: Form;
  /** The address of the card that is asked for. */
  readonly path: string;
  readonly looks: Looks;
  /** Where S3 keeps what an address shows to a deployment with this configuration: its card, or the default card. */
  keyOf(path: string, config?: Fault['config']): Promise<string>;
  /** Name of the golden picture that must be kept under a key; undefined for a card that has none. */
  looksUnder(key: string): string | undefined;
  startCloudFront(readTimeoutMs?: number): Promise<BenchCloudFront>;
  /** Keys of the pictures that S3 has. */
  stored(): Promise<readonly string[]>;
  get(key: string): Promise<Uint8Array>;
  put(key: string, jpeg: Uint8Array): Promise<void>;
  /** Does this to every request between the two functions. */
  between(change: Fault['between']): void;
  /** How many requests the proxies have meddled with. */
  met(): number;
  /** The proxies without a fault. */
  letPass(): Promise<void>;
  /** The same, and S3 without any picture. */
  reset(): Promise<void>;
  close(): Promise<void>;
}

/** The card that the faults are about, and the one that is drawn before and after; both have golden pictures. */
export const CARD_LOOKS = 'score-classic';
export const OTHER_LOOKS = 'article-plain';
export const DEFAULT_LOOKS = 'default-plain';
/** Those of cards that faults ask for instead. */
const FAULT_LOOKS = ['article-forest'];

export async function startFaultBench(form: Form): Promise<FaultBench> {
  const keys = await cardKeys();
  const parts = await startParts(form);
  const { site, s3, imageHost, sandbox, store } = parts;
  const pictures = storedPictures(store.client);
  let between: Fault['between'];
  const handlers: Handlers = {
    async originRequest(event) {
      const result = await sandbox.handlers.originRequest(event);
      between?.(result as CloudFrontRequest); // it answers nothing itself
      return result;
    },
    originResponse: (event) => sandbox.handlers.originResponse(event),
  };
  const letPass = async () => {
    between = undefined;
    imageHost?.answerBy();
    for (const proxy of [site, s3]) {
      proxy.meddle();
      await proxy.accept();
    }
  };
  const deployed = () => ({
    ...localConfigHeaders(site.origin),
    ...(imageHost ? { 'x-card-image-hosts': `${IMAGE_HOST},${LOST_HOST}` } : {}),
  });
  return {
    form,
    site,
    s3,
    ...(imageHost ? { imageHost } : {}),
    sandbox,
    store,
    ...keys,
    looks: await readLooks([CARD_LOOKS, OTHER_LOOKS, DEFAULT_LOOKS, ...FAULT_LOOKS]),
    startCloudFront: (readTimeoutMs) => startBenchCloudFront({ endpoint: s3.origin, handlers, readTimeoutMs, deployed }),
    stored: pictures.stored,
    get: pictures.get,
    put: pictures.put,
    between(change) {
      between = change;
    },
    met: () => site.met() + s3.met(),
    letPass,
    async reset() {
      await letPass();
      await pictures.clear();
    },
    close: parts.close,
  };
}

/** The cards that are asked for, and the keys that S3 has them under. */
async function cardKeys(): Promise<Pick<FaultBench, 'path' | 'otherPath' | 'keyOf' | 'looksUnder'>> {
  const designVersions = await readDesignVersions();
  const card = createCard('score', { home: 12, away: 34, round: 10 });
  const other = createCard('article', { title: 'Small teams, large ships', author: 'Ada Okafor' });
  const key = formatCardKey(card, designVersions);
  const defaultKey = formatCardKey(DEFAULT_CARD, designVersions);
  return {
    path: formatCardPath({ card }),
    otherPath: await signCardPath(other, DEVELOPMENT_KEYS.signing),
    keyOf: (path, { 'x-card-signing-keys': signing = DEVELOPMENT_KEYS.signing } = {}) =>
      verifyCardPath(path, signing ? [signing] : []).then(
        (found) => formatCardKey(found, designVersions),
        () => defaultKey,
      ),
    looksUnder: (each) => ({ [key]: CARD_LOOKS, [defaultKey]: DEFAULT_LOOKS })[each],
  };
}

/** What all faults share. */
async function startParts(form: Form) {
  const packObjects = form === 'shipped' ? await readPackObjects() : new Map<string, Buffer>();
  const data = await temporaryFolder('faults');
  const store = await openLocalStore(data.path, 0);
  await storeObjects(store);
  for (const [Key, Body] of packObjects) await store.client.send(new PutObjectCommand({ Bucket: LOCAL_BUCKET, Key, Body }));
  const folder = form === 'shipped' ? projectPath('dist/upload/card-site') : (await buildCardSite()).site;
  const cardSite = await startCardSite({ port: 0, directory: folder, pageKeys: [DEVELOPMENT_KEYS.page] });
  const site = await startFaultProxy(cardSite.origin);
  const s3 = await startFaultProxy(store.endpoint);
  const imageHost = form === 'source' ? await startImageHost() : undefined;
  const sandbox: Sandbox = await (imageHost ? openSourceSandbox(s3.origin, imageHost) : openShippedSandbox(s3.origin));
  const close = async () => {
    await sandbox.close();
    for (const part of [site, s3, cardSite, store]) await part.close();
    await imageHost?.close();
    await data.remove();
  };
  return { site, s3, imageHost, sandbox, store, close };
}

/** The code that is not in the zip, as a deployment uploads it. A missing package is a failure: run `npm run package` first. */
async function readPackObjects(): Promise<ReadonlyMap<string, Buffer>> {
  const folder = projectPath('dist/upload/pictures/packs');
  const names = await readdir(folder);
  return new Map(await Promise.all(names.map(async (name) => [`packs/${name}`, await readFile(join(folder, name))] as const)));
}
