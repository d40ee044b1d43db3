// A prerender worker with a browser, and the account that it works in.
import { randomUUID } from 'node:crypto';
import { appendFile, cp, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { CreateBucketCommand, ListObjectsV2Command } from '@aws-sdk/client-s3';
import { SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, afterEach, beforeAll, beforeEach } from '@jest/globals';
import type { SQSEvent } from 'aws-lambda';
import type { Card } from '../../../../card-schema/catalogue.ts';
import type { DesignVersions } from '../../../../card-schema/design-version.ts';
import { createPrerenderWorker } from '../../../../cloud/prerender/create-prerender-worker.ts';
import { markDone, markFailed, readJob, setTotal } from '../../../../cloud/prerender/job-table.ts';
import { createPictureLookup } from '../../../../cloud/prerender/picture-lookup.ts';
import { createRequestReader } from '../../../../cloud/prerender/read-requests.ts';
import { sendAll } from '../../../../cloud/prerender/send-messages.ts';
import { createS3Store } from '../../../../edge/adapters/aws/s3-store.ts';
import { formatCardKey } from '../../../../edge/core/card-key.ts';
import { DEVELOPMENT_KEYS, parseConfig } from '../../../../edge/core/config.ts';
import { formatCardMessage } from '../../../../edge/core/prerender/messages.ts';
import { type CardSite, startCardSite } from '../../../../local/card-site/server.ts';
import type { FinishedRequest } from '../../../../local/s3/server.ts';
import { localConfigHeaders } from '../../../../local/stack/config.ts';
import { type LocalBrowser, openLocalBrowser, readDesignVersions } from '../../../../local/stack/sandbox.ts';
import { type LocalStore, openLocalStore } from '../../../../local/stack/store.ts';
import { openPrerenderAccount, type PrerenderAccount, QUEUE } from '../../../doubles/aws/prerender-account.ts';
import { CARD_SITE_FOLDER } from '../../../support/card-browser.ts';
import { recordingLog } from '../../../support/log.ts';
import { openRealStore } from '../../../support/real-s3.ts';
import { type TemporaryFolder, temporaryFolder } from '../../../support/temporary-folder.ts';

export const REQUESTS = 'edgecard-test-requests';
export const JOB = 'a-job';
const recorded = recordingLog();
const { log } = recorded;
export const { entries } = recorded;

let folder: TemporaryFolder;
let site: CardSite;
let browser: LocalBrowser;
let designVersions: DesignVersions;

export let aws: PrerenderAccount;
export let store: LocalStore;
export let requests: FinishedRequest[];
let runs = 0;

/** As cloud/prerender-worker.ts wires it, but for an installed browser and the endpoints. */
export function startWorker(remainingMs = 120_000, origin = site.origin) {
  const config = parseConfig(localConfigHeaders(origin));
  const client = { region: 'us-east-1', endpoint: aws.endpoint, credentials: { accessKeyId: 'K', secretAccessKey: 's' } };
  const table = { client: new DynamoDBClient({ ...client, maxAttempts: 1 }), name: QUEUE };
  const queueUrl = `${aws.endpoint}/111122223333/${QUEUE}`;
  const queue = { client: new SQSClient(client), queueUrl, bodyOf: formatCardMessage, waitMs: 1 };
  const worker = createPrerenderWorker({
    config,
    designVersions,
    draw: browser.draw,
    store: createS3Store(store.client, store.bucket),
    hasPicture: createPictureLookup(store.client, store.bucket),
    markDone: (places) => markDone(table, places),
    markFailed: (job, failure) => markFailed(table, job, failure),
    readRequests: createRequestReader(store.client),
    send: (messages) => sendAll(messages, queue),
    log,
  });
  const handler = (event: SQSEvent) => worker(event, { getRemainingTimeInMillis: () => remainingMs });
  return { handler, standing: () => readJob(table, JOB), setTotal: (total: number) => setTotal(table, JOB, total) };
}
export const keyOf = (card: Card) => formatCardKey(card, designVersions);
export const drawn = () => entries.filter(({ event }) => event === 'card_drawn').map(({ key }) => key);

export async function stored(): Promise<readonly string[]> {
  const { Contents = [] } = await store.client.send(new ListObjectsV2Command({ Bucket: store.bucket }));
  return Contents.map(({ Key = '' }) => Key);
}

/** Opens what the tests of a file share, and closes it. */
export function shareWorkerAccount(): void {
  beforeAll(async () => {
    folder = await temporaryFolder('worker');
    // A card site of a day on which no article fits its box.
    const directory = join(folder.path, 'site');
    await cp(CARD_SITE_FOLDER, directory, { recursive: true });
    const [style = ''] = (await readdir(join(directory, 'assets'))).filter((name) => name.endsWith('.css'));
    await appendFile(join(directory, 'assets', style), '.article-card .author { translate: 0 -220px; }');
    site = await startCardSite({ port: 0, directory, pageKeys: [DEVELOPMENT_KEYS.page] });
    browser = await openLocalBrowser(log);
    designVersions = await readDesignVersions();
  });
  afterAll(async () => {
    await browser.close();
    await site.close();
    await folder.remove();
  });
  beforeEach(async () => {
    entries.length = 0;
    requests = [];
    aws = await openPrerenderAccount();
    const onRequest = (finished: FinishedRequest) => requests.push(finished);
    store =
      (await openRealStore(`worker-${randomUUID()}`, onRequest)) ??
      (await openLocalStore(join(folder.path, `data-${runs++}`), 0, { onRequest }));
    await store.client.send(new CreateBucketCommand({ Bucket: REQUESTS }));
  });
  afterEach(async () => {
    await store.close();
    await aws.close();
  });
}
