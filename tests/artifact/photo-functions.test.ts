// The zips of all functions of photos, in a root with nothing but Node and the C library: decoders, encoders, models and HEIC are in them.
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createServer, request } from 'node:http';
import { CreateBucketCommand, ListObjectsV2Command, PutObjectCommand } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { APIGatewayProxyStructuredResultV2, SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { type Listening, listen } from '../../local/http/listen.ts';
import { LOCAL_CREDENTIALS } from '../../local/stack/config.ts';
import { type LocalStore, openLocalStore } from '../../local/stack/store.ts';
import { projectPath } from '../../project-path.ts';
import { startAwsServer } from '../doubles/aws/aws-server.ts';
import { createInvalidation, type Invalidation } from '../doubles/aws/cloudfront.ts';
import { createUploadRows } from '../doubles/aws/upload-rows.ts';
import { createVersionedBucket } from '../doubles/aws/versioned-bucket.ts';
import { objectCreated } from '../support/photo-worker.ts';
import { type TemporaryFolder, temporaryFolder } from '../support/temporary-folder.ts';
import { type Lambda, startLambda } from './lambda.ts';
import { type MinimalRoot, makeMinimalRoot } from './minimal-root.ts';

const [INBOX, PHOTOS, TABLE] = ['edgecard-test-inbox', 'edgecard-test-photos', 'edgecard-test-uploads'] as const;
const PICTURES = 'edgecard-test-pictures';
const FUNCTIONS = ['worker', 'api', 'variant', 'remover'] as const;

let data: TemporaryFolder;
let store: LocalStore;
let aws: Awaited<ReturnType<typeof startAwsServer>>;
let root: MinimalRoot;
/** S3: the bucket of pictures keeps versions, which the embedded server does not. */
let s3: Listening;
let pictures: Awaited<ReturnType<typeof startAwsServer>> | undefined;
const invalidations = new Map<string, Invalidation>();
const removals: { readonly MessageBody: string; readonly DelaySeconds?: number }[] = [];
const running: Lambda[] = [];

beforeAll(async () => {
  data = await temporaryFolder('artifact');
  store = await openLocalStore(data.path, 0);
  for (const Bucket of [INBOX, PHOTOS]) await store.client.send(new CreateBucketCommand({ Bucket }));
  aws = await startAwsServer({
    json: { ...createUploadRows(TABLE).operations, 'AmazonSQS.SendMessage': (message) => takeRemoval(message as never) },
    rest: [createInvalidation(invalidations)],
  });
  s3 = await listen(
    createServer((incoming, response) => {
      const { url = '/', method, headers } = incoming;
      const to = url.startsWith(`/${PICTURES}`) ? pictures?.endpoint : store.endpoint;
      const outgoing = request(new URL(url, to), { method, headers }, (answer) => {
        response.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(response);
      });
      incoming.pipe(outgoing.once('error', () => response.destroy()));
    }),
    0,
  );
  root = await makeMinimalRoot();
  // `npm run package -- --param=photos=on --param=photoSite=on` makes them, as tools/ci/run.sh does.
  for (const name of FUNCTIONS)
    await root.install(projectPath(`.serverless/photo${name[0]?.toUpperCase()}${name.slice(1)}.zip`), `/var/${name}`);
});

/** SQS says what it has understood, and the client compares. */
function takeRemoval(message: (typeof removals)[number]) {
  removals.push(message);
  return { MessageId: '1', MD5OfMessageBody: createHash('md5').update(message.MessageBody).digest('hex') };
}

afterAll(async () => {
  for (const lambda of running) await lambda.kill();
  await root.remove();
  await s3.close();
  await pictures?.close();
  await aws.close();
  await store.close();
  await data.remove();
});

async function start(name: (typeof FUNCTIONS)[number]): Promise<Lambda> {
  const lambda = await startLambda({
    root,
    task: `/var/${name}`,
    handler: `cloud/photo-${name}.handler`,
    s3: { endpoint: s3.origin, ...LOCAL_CREDENTIALS },
    variables: {
      STAGE: 'test',
      INBOX_BUCKET: INBOX,
      PHOTO_BUCKET: PHOTOS,
      UPLOAD_TABLE: TABLE,
      PHOTO_QUEUE_URL: `${aws.endpoint}/111122223333/photos`,
      REMOVAL_QUEUE_URL: `${aws.endpoint}/111122223333/removals`,
      PICTURE_BUCKET: PICTURES,
      DISTRIBUTION_ID: 'E2PICTURES',
      PHOTO_SITE_DISTRIBUTION: '',
      PHOTO_DETECTOR: 'embedded',
      PHOTO_HEIC: 'on',
      PHOTO_MASTERS: 'on',
      MALLOC_ARENA_MAX: '2',
      AWS_ENDPOINT_URL_DYNAMODB: aws.endpoint,
      AWS_ENDPOINT_URL_CLOUDFRONT: aws.endpoint,
    },
  });
  running.push(lambda);
  return lambda;
}

const put = (Key: string, Body: Uint8Array) => store.client.send(new PutObjectCommand({ Bucket: INBOX, Key, Body }));
const keys = async (Bucket: string) =>
  ((await store.client.send(new ListObjectsV2Command({ Bucket }))).Contents ?? []).map(({ Key = '' }) => Key);

function brought(key: string): Pick<SQSEvent, 'Records'> {
  const attributes = { ApproximateReceiveCount: '1', SentTimestamp: String(Date.now()) };
  return { Records: [{ messageId: key, body: objectCreated(key, INBOX), attributes }] as unknown as SQSEvent['Records'] };
}

async function call(api: Lambda, method: string, path: string, body?: Uint8Array, type = 'application/json') {
  const { statusCode, body: text = '' } = await api.invoke<APIGatewayProxyStructuredResultV2>({
    version: '2.0',
    rawPath: path,
    rawQueryString: '',
    headers: { 'content-type': type },
    requestContext: { http: { method, path } },
    ...(body ? { body: Buffer.from(body).toString('base64') } : {}),
    isBase64Encoded: body !== undefined,
  });
  return { statusCode, answer: JSON.parse(text) as Readonly<Record<string, never>> };
}

const OF_A_PHOTO = ['1000.jpg', '1200x630.jpg', '1600.jpg', '250.jpg', '300x300.jpg', '500.jpg', '800x800.jpg', 'photo.json'];

/** How files of each type begin. */
const BEGINS = { jpg: /^\xff\xd8\xff/, webp: /^RIFF.{4}WEBP/s, avif: /^.{4}ftypavif/s } as const;

async function expectSizes(photo: string): Promise<void> {
  const variant = await start('variant');
  for (const [type, begin] of Object.entries(BEGINS)) {
    const event = {
      rawPath: `/photos/${photo}/320x240.${type}`,
      requestContext: { requestId: type, http: { method: 'GET' } },
    };
    const { statusCode, body = '' } = await variant.invoke<APIGatewayProxyStructuredResultV2>(event);
    expect([type, statusCode]).toEqual([type, 200]);
    expect(Buffer.from(body, 'base64').toString('latin1')).toMatch(begin);
  }
  expect((await keys(PHOTOS)).filter((key) => key.includes('/320x240.'))).toHaveLength(3);
  expect(variant.log.filter((line) => line.includes('"PhotoSizesMade":1'))).toHaveLength(3);
}

/** With its files, its sizes, and the cards that show it. */
async function expectRemoval(photo: string, api: Lambda): Promise<void> {
  const cardOf = (...values: readonly string[]) =>
    `0123456789ab/article/${Buffer.from(JSON.stringify(values)).toString('base64url')}.jpg`;
  const other = cardOf('Ada', 'photo:7h3k9m2p4q8r5t6v');
  const cards = createVersionedBucket({ objects: { [cardOf('Ada', `photo:${photo}`)]: 4, [other]: 4, 'packs/0123': 4 } });
  pictures = await startAwsServer({ rest: cards.operations });
  expect((await call(api, 'DELETE', `/photos/${photo}`)).statusCode).toBe(202);
  const attributes = { ApproximateReceiveCount: '1', SentTimestamp: String(Date.now()) };
  const Records = removals.splice(0).map(({ MessageBody }) => ({ messageId: '1', body: MessageBody, attributes }));
  expect(Records).toHaveLength(1);
  const remover = await start('remover');
  expect(await remover.invoke<SQSBatchResponse>({ Records })).toEqual({ batchItemFailures: [] });
  expect((await keys(PHOTOS)).filter((key) => key.includes(photo))).toEqual([`removed/${photo}`]);
  expect(cards.versions().map(({ key }) => key)).toEqual([other, 'packs/0123']);
  expect([...invalidations.values()].flatMap(({ paths }) => paths)).toEqual([`#photo-${photo}`]);
  expect(removals.map(({ DelaySeconds }) => DelaySeconds)).toEqual([240]);
}

test('the packaged functions make photos of a PNG and of a HEIC file, find faces, make other sizes, and remove it all', async () => {
  const astronaut = await readFile(projectPath('tests/photos/pictures/astronaut.png'));
  await put('photos/astronaut.png', astronaut);
  await put('photos/phone.heic', await readFile(projectPath('tests/photos/heic/plain.heic')));
  const worker = await start('worker');
  for (const key of ['photos/astronaut.png', 'photos/phone.heic'])
    expect(await worker.invoke<SQSBatchResponse>(brought(key))).toEqual({ batchItemFailures: [] });
  expect(worker.log.filter((line) => line.includes('"photo_ready"'))).toHaveLength(2);
  expect(await keys(INBOX)).toEqual([]);
  const made = await keys(PHOTOS);
  expect(made).toHaveLength(2 * (OF_A_PHOTO.length + 1));

  const api = await start('api');
  const status = await call(api, 'GET', `/uploads/${encodeURIComponent('photos/astronaut.png')}`);
  expect(status).toMatchObject({ statusCode: 200, answer: { status: 'ready', detections: { faces: [{}] } } });
  const photo = String(status.answer['photo']);
  expect(made.filter((key) => key.startsWith(`photos/${photo}/`)).sort()).toEqual(
    OF_A_PHOTO.map((name) => `photos/${photo}/${name}`),
  );
  expect(await call(api, 'POST', '/uploads', Buffer.from('{}'))).toMatchObject({
    statusCode: 201,
    answer: { fields: { key: expect.stringMatching(/^uploads\/[0-9a-z]{16}$/) } },
  });
  const found = await call(api, 'POST', '/detect', astronaut, 'image/png');
  expect(found).toMatchObject({ statusCode: 200, answer: { width: 512, height: 512, faces: [{}] } });
  await expectSizes(photo);
  await expectRemoval(photo, api);
  // What is signed opens things: no log has it.
  for (const line of [...worker.log, ...api.log]) expect(line).not.toMatch(/X-Amz-Signature|x-amz-security-token/i);
});
