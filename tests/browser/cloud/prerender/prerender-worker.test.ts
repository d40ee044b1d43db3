// The worker with a real browser, the local S3 server or a real one, and SQS and DynamoDB over HTTP.
import { randomUUID } from 'node:crypto';
import { appendFile, cp, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { CreateBucketCommand, ListObjectsV2Command, PutObjectCommand } from '@aws-sdk/client-s3';
import { SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { SQSEvent } from 'aws-lambda';
import { signCardPath } from '../../../../card-schema/card-path.ts';
import { type Card, createCard } from '../../../../card-schema/catalogue.ts';
import type { DesignVersions } from '../../../../card-schema/design-version.ts';
import { createPrerenderWorker } from '../../../../cloud/prerender/create-prerender-worker.ts';
import { markDone, markFailed, readJob, setTotal } from '../../../../cloud/prerender/job-table.ts';
import { createPictureLookup } from '../../../../cloud/prerender/picture-lookup.ts';
import { MAX_RECEIVES } from '../../../../cloud/prerender/prerender-card.ts';
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
import { eventOf } from '../../../doubles/aws/sqs.ts';
import { CARD_SITE_FOLDER } from '../../../support/card-browser.ts';
import { recordingLog } from '../../../support/log.ts';
import { openRealStore } from '../../../support/real-s3.ts';
import { type TemporaryFolder, temporaryFolder } from '../../../support/temporary-folder.ts';

const REQUESTS = 'edgecard-test-requests';
const JOB = 'a-job';
const { log, entries } = recordingLog();

let folder: TemporaryFolder;
let site: CardSite;
let browser: LocalBrowser;
let designVersions: DesignVersions;
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

let aws: PrerenderAccount;
let store: LocalStore;
let requests: FinishedRequest[];
let runs = 0;
beforeEach(async () => {
  entries.length = 0;
  requests = [];
  aws = await openPrerenderAccount();
  const onRequest = (finished: FinishedRequest) => requests.push(finished);
  store =
    (await openRealStore(`worker-${randomUUID()}`, onRequest)) ??
    (await openLocalStore(join(folder.path, `data-${runs++}`), 0, onRequest));
  await store.client.send(new CreateBucketCommand({ Bucket: REQUESTS }));
});
afterEach(async () => {
  await store.close();
  await aws.close();
});

/** As cloud/prerender-worker.ts wires it, but for an installed browser and the endpoints. */
function startWorker(remainingMs = 120_000, origin = site.origin) {
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

const score = (at: number) => createCard('score', { home: at, away: 1, round: 1 });
const article = createCard('article', { title: 'Why?', author: 'Bo' });
const unreachable = createCard('quote', { words: 'No.', speaker: 'Bo', portrait: 'https://evil.example.com/x.jpg' });
const messageOf = (card: Card, line?: number) =>
  formatCardMessage({ card, ...(line === undefined ? {} : { place: { job: JOB, line } }) });
const keyOf = (card: Card) => formatCardKey(card, designVersions);
const puts = () => requests.filter(({ method, bucket, key }) => method === 'PUT' && bucket === store.bucket && key !== '');
const drawn = () => entries.filter(({ event }) => event === 'card_drawn').map(({ key }) => key);

async function stored(): Promise<readonly string[]> {
  const { Contents = [] } = await store.client.send(new ListObjectsV2Command({ Bucket: store.bucket }));
  return Contents.map(({ Key = '' }) => Key);
}

describe('cards of a job', () => {
  test('are drawn, stored and counted once, though every message comes twice', async () => {
    const { handler, standing, setTotal } = startWorker();
    const cards = Array.from({ length: 12 }, (_, at) => score(at));
    await setTotal(12);
    for (const [at, card] of cards.entries()) aws.put(messageOf(card, at + 1));
    await aws.drain(handler, { twice: true });
    expect(await standing()).toEqual({ total: 12, done: 12, failures: [] });
    expect([...(await stored())].sort()).toEqual(cards.map(keyOf).sort());
    expect([drawn().length, puts().length, aws.deadLetters.length]).toEqual([12, 12, 0]);
  });

  test('that fail for good end in the report, and so do incomplete ones; neither is tried again or stored, and the rest is', async () => {
    const { handler, standing } = startWorker();
    for (const [line, card] of [score(1), article, score(2), unreachable, score(3)].entries()) aws.put(messageOf(card, line + 1));
    const first = await handler(eventOf(aws.waiting.map((message) => ({ ...message, receives: 1 }))));
    expect(first.batchItemFailures).toEqual([]);
    const { done, failures = [] } = (await standing()) ?? {};
    expect(done).toBe(3);
    expect(failures).toMatchObject([
      { line: 2, code: 'draw_failed', message: expect.stringMatching(/text does not fit/), card: article },
      {
        line: 4,
        code: 'incomplete',
        message: expect.stringMatching(/no image: evil\.example\.com is no allowed host/),
        card: unreachable,
      },
    ]);
    expect([...(await stored())].sort()).toEqual([score(1), score(2), score(3)].map(keyOf).sort());
    expect(entries.filter(({ event }) => /^card_(failed|incomplete)$/.test(event))).toMatchObject([
      { event: 'card_failed', code: 'draw_failed', final: true },
      { event: 'card_incomplete', code: 'incomplete', final: true },
    ]);
  });

  test('that may do better come again, and end in the report and among the dead letters', async () => {
    const { handler, standing } = startWorker(undefined, 'http://127.0.0.1:9');
    aws.put(messageOf(score(1), 1));
    const first = await handler(eventOf(aws.waiting.map((message) => ({ ...message, receives: 1 }))));
    expect(first.batchItemFailures).toEqual([{ itemIdentifier: aws.waiting[0]?.messageId }]);
    expect((await standing())?.failures ?? []).toEqual([]);

    await aws.drain(handler);
    expect(aws.deadLetters).toMatchObject([{ body: messageOf(score(1), 1), receives: MAX_RECEIVES }]);
    expect(await standing()).toMatchObject({ done: 0, failures: [{ line: 1, code: 'page_failed' }] });
  });

  test('that a deploy has made invalid since they were sent end in the report at once, as they were sent', async () => {
    const { handler, standing } = startWorker();
    const card = { template: 'score', params: { home: 1000, away: 2, round: 1 } };
    aws.put(JSON.stringify({ ...card, job: JOB, line: 7 }));
    expect(await handler(eventOf(aws.waiting.map((message) => ({ ...message, receives: 1 }))))).toEqual({
      batchItemFailures: [],
    });
    expect(await standing()).toMatchObject({ done: 0, failures: [{ line: 7, code: 'invalid_params', card }] });
  });

  test('that are stored while the table is away come back, and are counted without being drawn again', async () => {
    const { handler, standing } = startWorker();
    aws.put(messageOf(score(1), 1));
    let refusals = 1;
    aws.refuseCalls((target) =>
      /UpdateItem/.test(target) && refusals-- > 0 ? 'ProvisionedThroughputExceededException' : undefined,
    );
    await aws.drain(handler);
    expect([await standing(), drawn().length, aws.deadLetters.length]).toEqual([{ done: 1, failures: [] }, 1, 0]);
  });

  test('for which no time is left are given back before they are begun', async () => {
    const { handler } = startWorker(20_000);
    const { batchItemFailures } = await handler(
      eventOf([1, 2].map((at) => ({ messageId: `m${at}`, body: messageOf(score(at), at), receives: 1 }))),
    );
    expect(batchItemFailures).toEqual([{ itemIdentifier: 'm1' }, { itemIdentifier: 'm2' }]);
    expect([drawn(), requests.filter(({ method }) => method === 'HEAD')]).toEqual([[], []]);
  });
});

describe('messages that are no cards', () => {
  test.each([
    '',
    'nonsense',
    '[]',
    '{}',
    '{"template":"nope","params":{}}',
    '{"source":"aws.s3","detail-type":"Object Deleted"}',
  ])('%p becomes a dead letter, and holds up nothing', async (body) => {
    const { handler } = startWorker();
    aws.put(body);
    aws.put(messageOf(score(1)));
    await aws.drain(handler);
    expect([aws.deadLetters.map((letter) => letter.body), await stored()]).toEqual([[body], [keyOf(score(1))]]);
  });

  test('a card without a job that fails for good becomes one too: nobody else would hear of it', async () => {
    const { handler } = startWorker();
    aws.put(messageOf(article));
    await aws.drain(handler);
    expect([aws.deadLetters.length, await stored()]).toEqual([1, []]);
  });
});

describe('lists that publishers put into the request bucket', () => {
  /** As EventBridge sends it: docs.aws.amazon.com/AmazonS3/latest/userguide/ev-events.html. */
  const created = (key: string, size: number) =>
    JSON.stringify({
      version: '0',
      id: '17793124-05d4-b198-2fde-7ededc63b103',
      'detail-type': 'Object Created',
      source: 'aws.s3',
      account: '111122223333',
      time: '2026-11-12T00:00:00Z',
      region: 'us-east-1',
      resources: [`arn:aws:s3:::${REQUESTS}`],
      detail: {
        version: '0',
        bucket: { name: REQUESTS },
        object: {
          key,
          size,
          etag: 'b1946ac92492d2347c6235b4d2611184',
          'version-id': 'IYV3p45BT0ac8hjHg1houSdS1a.Mro8e',
          sequencer: '617f08299329d189',
        },
        'request-id': 'N4N7GDK58NMKJ12R',
        requester: '123456789012',
        'source-ip-address': '1.2.3.4',
        reason: 'PutObject',
      },
    });

  async function publish(key: string, list: string): Promise<void> {
    await store.client.send(new PutObjectCommand({ Bucket: REQUESTS, Key: key, Body: list }));
    aws.put(created(key, Buffer.byteLength(list)));
  }

  test('are drawn by the first share, each card by itself, also when the news comes twice', async () => {
    const { handler } = startWorker();
    const quote = createCard('quote', { words: 'Measure first.', speaker: 'Priya Raman' });
    const signed = await signCardPath(quote, DEVELOPMENT_KEYS.signing);
    await publish(
      'requests/the 1st post.txt',
      `# today\n${signed}\n/12-34-10.jpg\n\n/nonsense\n{"template":"score","params":{"home":1,"away":2,"round":3}}\n`,
    );
    await aws.drain(handler, { twice: true });
    const cards = [
      quote,
      createCard('score', { home: 12, away: 34, round: 10 }),
      createCard('score', { home: 1, away: 2, round: 3 }),
    ];
    expect([...(await stored())].sort()).toEqual(cards.map(keyOf).sort());
    expect([drawn().length, aws.deadLetters.length]).toEqual([3, 0]);
    const refused = entries.filter(({ event }) => event === 'request_refused');
    expect(refused[0]).toMatchObject({ object: 'requests/the 1st post.txt', line: 5, code: 'not_a_card' });
    expect(JSON.stringify(entries)).not.toContain(signed);
  });

  test('that are too long, or gone, are dead letters', async () => {
    const { handler } = startWorker();
    await publish('long', '/12-34-10.jpg\n'.repeat(80_000));
    aws.put(created('gone', 10));
    await aws.drain(handler);
    expect([aws.deadLetters.length, await stored()]).toEqual([2, []]);
    expect(entries.find(({ event }) => event === 'message_failed')).toMatchObject({ code: 'too_large' });
  });

  test('come again when SQS does not take their cards', async () => {
    const { handler } = startWorker();
    await publish('list', '/12-34-10.jpg\n');
    let refusals = 1;
    aws.refuseEntries(() => (refusals-- > 0 ? { code: 'InvalidMessageContents', senderFault: true } : undefined));
    await aws.drain(handler);
    expect([await stored(), aws.deadLetters.length]).toEqual([
      [keyOf(createCard('score', { home: 12, away: 34, round: 10 }))],
      0,
    ]);
  });
});
