// The zips of both functions of photos, in a root with nothing but Node and the C library: decoders, models and HEIC are in them.
import { readFile } from 'node:fs/promises';
import { CreateBucketCommand, ListObjectsV2Command, PutObjectCommand } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { APIGatewayProxyStructuredResultV2, SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { LOCAL_CREDENTIALS } from '../../local/stack/config.ts';
import { type LocalStore, openLocalStore } from '../../local/stack/store.ts';
import { projectPath } from '../../project-path.ts';
import { startAwsServer } from '../doubles/aws/aws-server.ts';
import { createUploadRows } from '../doubles/aws/upload-rows.ts';
import { objectCreated } from '../support/photo-worker.ts';
import { type TemporaryFolder, temporaryFolder } from '../support/temporary-folder.ts';
import { type Lambda, startLambda } from './lambda.ts';
import { type MinimalRoot, makeMinimalRoot } from './minimal-root.ts';

const [INBOX, PHOTOS, TABLE] = ['edgecard-test-inbox', 'edgecard-test-photos', 'edgecard-test-uploads'] as const;

let data: TemporaryFolder;
let store: LocalStore;
let aws: Awaited<ReturnType<typeof startAwsServer>>;
let root: MinimalRoot;
const running: Lambda[] = [];

beforeAll(async () => {
  data = await temporaryFolder('artifact');
  store = await openLocalStore(data.path, 0);
  for (const Bucket of [INBOX, PHOTOS]) await store.client.send(new CreateBucketCommand({ Bucket }));
  aws = await startAwsServer({ json: createUploadRows(TABLE).operations });
  root = await makeMinimalRoot();
  // `npm run package -- --param=photos=on` makes them, as tools/ci/run.sh does.
  await root.install(projectPath('.serverless/photoWorker.zip'), '/var/worker');
  await root.install(projectPath('.serverless/photoApi.zip'), '/var/api');
});

afterAll(async () => {
  for (const lambda of running) await lambda.kill();
  await root.remove();
  await aws.close();
  await store.close();
  await data.remove();
});

async function start(name: 'worker' | 'api'): Promise<Lambda> {
  const lambda = await startLambda({
    root,
    task: `/var/${name}`,
    handler: `cloud/photo-${name}.handler`,
    s3: { endpoint: store.endpoint, ...LOCAL_CREDENTIALS },
    variables: {
      STAGE: 'test',
      INBOX_BUCKET: INBOX,
      PHOTO_BUCKET: PHOTOS,
      UPLOAD_TABLE: TABLE,
      PHOTO_QUEUE_URL: `${aws.endpoint}/111122223333/photos`,
      PHOTO_DETECTOR: 'embedded',
      PHOTO_HEIC: 'on',
      PHOTO_MASTERS: 'on',
      MALLOC_ARENA_MAX: '2',
      AWS_ENDPOINT_URL_DYNAMODB: aws.endpoint,
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

test('the packaged worker makes photos of a PNG and of a HEIC file, and the packaged API gives them and finds faces', async () => {
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
  // What is signed opens things: no log has it.
  for (const line of [...worker.log, ...api.log]) expect(line).not.toMatch(/X-Amz-Signature|x-amz-security-token/i);
});
