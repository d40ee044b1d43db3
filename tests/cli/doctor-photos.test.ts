// What `cards doctor` says about the photos of a stack: nothing wrong as infra/ makes them, and the right complaint about each change.
import { createServer } from 'node:http';
import { S3Client } from '@aws-sdk/client-s3';
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { photoApi, photoBuckets, photoDetector, photoOrigin, photoQueue } from '../../cli/doctor/photos.ts';
import type { DoctorSubject, Finding } from '../../cli/doctor/subject.ts';
import { type Listening, listen } from '../../local/http/listen.ts';
import { type DeployedPhotosOptions, NAMES, openDeployedPhotos } from '../doubles/aws/deployed-photos.ts';
import { DESIGN_VERSIONS } from '../support/design-versions.ts';

const CREDENTIALS = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'an example of a secret' };
const VARIABLES = ['AWS_ENDPOINT_URL', 'AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY'] as const;
const before = VARIABLES.map((name) => [name, process.env[name]] as const);
afterEach(() => {
  for (const [name, value] of before) {
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
  }
});

let api: Listening;
let answered = 403;
beforeAll(async () => {
  api = await listen(
    createServer(({ url }, response) => response.writeHead(url === '/photos' ? answered : 404).end()),
    0,
  );
});
afterAll(() => api.close());

const CHECKS = [photoBuckets, photoQueue, photoApi, photoOrigin, photoDetector];

const HERE: DoctorSubject = {
  pictures: 'http://127.0.0.1',
  isLocal: false,
  bucketAddresses: [],
  build: DESIGN_VERSIONS,
  packaged: '/nowhere',
  maxSecretAgeDays: 365,
};

function deploymentOf(outputs: Readonly<Record<string, string>>, physicalIds: Readonly<Record<string, string>> = {}) {
  const { distribution: distributionId } = NAMES;
  const named = { stack: 'edgecard-test', region: 'us-east-1', status: 'UPDATE_COMPLETE', bucket: 'pictures', distributionId };
  return { ...named, pictures: '', cardSite: '', secrets: {}, buckets: [], outputs, physicalIds };
}

async function look(options: DeployedPhotosOptions = {}): Promise<readonly Finding[]> {
  const aws = await openDeployedPhotos(options);
  process.env['AWS_ENDPOINT_URL'] = aws.endpoint;
  process.env['AWS_ACCESS_KEY_ID'] = CREDENTIALS.accessKeyId;
  process.env['AWS_SECRET_ACCESS_KEY'] = CREDENTIALS.secretAccessKey;
  const client = new S3Client({ region: 'us-east-1' });
  const outputs = {
    PhotoInbox: NAMES.inbox,
    PhotoBucket: NAMES.bucket,
    PhotoQueueUrl: aws.queueUrl,
    PhotoApiUrl: `${api.origin}/`,
  };
  const queues = { PhotoDeadLetters: aws.deadLettersUrl, PhotoRemovalDeadLetters: aws.removalDeadLettersUrl };
  const ids = { PictureKey: NAMES.key, ...queues, PhotoWorkerLambdaFunction: NAMES.worker };
  const subject = { ...HERE, bucket: { client, name: 'pictures' }, deployment: deploymentOf(outputs, ids) };
  try {
    const found = [];
    for (const check of CHECKS) found.push(...(await check(subject)));
    return found;
  } finally {
    client.destroy();
    await aws.close();
  }
}

test('photos as infra/ makes them have no fault, and what waits is counted', async () => {
  expect(await look()).toEqual([
    { state: 'ok', found: 'both buckets are encrypted, what is sent is gone within a day, and what is removed is gone' },
    { state: 'ok', found: 'no dead letters, of removals neither; 2 photos in the queue' },
    { state: 'ok', found: 'calls without a signature get 403' },
    { state: 'ok', found: `the functions at the edge are given ${NAMES.bucket}` },
    { state: 'ok', found: 'no picture leaves the account to be looked at' },
  ]);
});

test.each<[string, DeployedPhotosOptions, readonly RegExp[]]>([
  ['another key', { keyId: 'other' }, [/photoinbox-1 is not encrypted with the stack’s key/, /photobucket-1 is not encrypted/]],
  ['versions of photos', { versioning: 'Enabled' }, [/photobucket-1 keeps versions: a photo that is removed/]],
  ['an inbox that keeps all', { days: 0 }, [/photoinbox-1 keeps what is sent for longer than a day/]],
  ['an inbox that keeps it for a week', { days: 7 }, [/photoinbox-1 keeps what is sent/]],
  ['an inbox that empties a part of it', { prefix: 'uploads/' }, [/photoinbox-1 keeps what is sent/]],
  ['an inbox without events', { events: false }, [/photoinbox-1 says nothing to EventBridge/]],
  ['a dead letter', { dead: 1 }, [/^1 photo could not be made, after three tries$/]],
  ['a removal that is not finished', { deadRemovals: 2 }, [/^2 removals could not be finished, after three tries$/]],
  ['dead letters of both', { dead: 2, deadRemovals: 1 }, [/^2 photos could not be made/, /^1 removal could not be finished/]],
  ['no header', { header: '' }, [/has no header x-card-photo-bucket: cards are drawn without their photos/]],
  ['a header of another bucket', { header: 'other' }, [/header x-card-photo-bucket is other, not edgecard-test-photobucket-1/]],
])('%s is reported, with what to do', async (_what, options, expected) => {
  const faults = (await look(options)).filter(({ state }) => state === 'fault');
  expect(faults.map(({ found }) => found)).toEqual(expected.map((pattern) => expect.stringMatching(pattern)));
  for (const { advice } of faults) expect(advice).toMatch(/\.$/);
});

test('versions that were switched off again are none', async () => {
  expect((await look({ versioning: 'Suspended' })).filter(({ state }) => state === 'fault')).toEqual([]);
});

test.each([
  [200, /^a call without a signature is answered with 200, not 403$/, /deploy infra\/ again, now/],
  [500, /^a call without a signature is answered with 500, not 403$/, /by hand/],
])('an API that answers strangers with %d is reported', async (status, found, advice) => {
  answered = status;
  const faults = (await look()).filter(({ state }) => state === 'fault');
  answered = 403;
  expect(faults).toEqual([{ state: 'fault', found: expect.stringMatching(found), advice: expect.stringMatching(advice) }]);
});

test('where Amazon looks at photos, the policy by which it keeps none is named', async () => {
  const [hint] = (await look({ detector: 'rekognition' })).slice(-1);
  expect(hint).toEqual({ state: 'ok', found: expect.stringContaining('AI services opt-out policy') });
});

test('a stack without photos has one line about them, as the local stack and a mere address have', async () => {
  const bucket = { client: {} as S3Client, name: 'pictures' }; // nothing is asked of it
  const subjects = [{ ...HERE, bucket, deployment: deploymentOf({}) }, { ...HERE, isLocal: true }, HERE];
  for (const subject of subjects) {
    const found = [];
    for (const check of CHECKS) found.push(...(await check(subject)));
    expect(found).toEqual([{ state: 'not checked', found: expect.any(String) }]);
  }
});
