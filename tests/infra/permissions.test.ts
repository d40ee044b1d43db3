// Who may do what: the policies of the packaged template against the calls that the running code makes, recorded on their way to
// the local S3 server. The edge function runs as deployed but for two modules: its pack is this machine's browser, and its
// scratch folder is the test's own.
import { randomUUID } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer, request as forward } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { SNSClient } from '@aws-sdk/client-sns';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import type { CloudFrontResponseEvent, CloudFrontResultResponse } from 'aws-lambda';
import { formatCardKey } from '../../card-schema/card-key.ts';
import { createCard } from '../../card-schema/catalogue.ts';
import type { CloudTrailEvent } from '../../cloud/new-buckets/bucket-created.ts';
import { createBucketGuard } from '../../cloud/new-buckets/create-bucket-guard.ts';
import { createTopic } from '../../cloud/new-buckets/topic.ts';
import type { CardBrowser, CardBrowserParts } from '../../edge/adapters/card-browser.ts';
import type { FetchRange } from '../../edge/adapters/pack.ts';
import { DEVELOPMENT_KEYS } from '../../edge/core/config.ts';
import { installBrowser } from '../../local/build/browser-files.ts';
import {
  at,
  decideConditions,
  type Json,
  listOf,
  resourcesOf,
  type StackTemplate,
} from '../../local/build/checks/stack-template.ts';
import { startCardSite } from '../../local/card-site/server.ts';
import { listen } from '../../local/http/listen.ts';
import { type S3Server, startS3Server } from '../../local/s3/server.ts';
import { localConfigHeaders } from '../../local/stack/config.ts';
import { readDesignVersions } from '../../local/stack/sandbox.ts';
import { startSnsDouble } from '../cloud/sns-double.ts';
import { originResponseEvent } from '../support/events.ts';
import { decide, type IamRequest, resolveReferences } from '../support/iam.ts';
import { packageTemplate } from '../support/packaged-template.ts';

const ACCOUNT = '111122223333';
const BUCKET = 'edgecard-pictures';
const PICTURES = `arn:aws:s3:::${BUCKET}`;
const PACK = `packs/${'a'.repeat(64)}`;
const credentials = { accessKeyId: 'EDGECARDLOCAL', secretAccessKey: 'edgecard-local-secret' };

/** What the references of the policies are in a deployment. */
const NAMES = {
  'AWS::Partition': 'aws',
  'AWS::Region': 'us-east-1',
  'AWS::AccountId': ACCOUNT,
  'PictureBucket.Arn': PICTURES,
  'EdgeLogs.Arn': `arn:aws:logs:us-east-1:${ACCOUNT}:log-group:/edgecard/test:*`,
  AlarmTopic: `arn:aws:sns:us-east-1:${ACCOUNT}:edgecard-test-alarms`,
  CloudFrontDistribution: 'EDFDVBD6EXAMPLE',
};
const DISTRIBUTION = `arn:aws:cloudfront::${ACCOUNT}:distribution/EDFDVBD6EXAMPLE`;

interface Recorded {
  readonly method: string;
  /** Path and query. */
  readonly target: string;
  readonly ifNoneMatch: string | undefined;
  readonly status: number;
}

let template: StackTemplate;
let directory: string;
let s3: S3Server;
let recorder: { origin: string; close(): Promise<void> };
let calls: Recorded[];

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'edgecard-permissions-'));
  [template, s3] = await Promise.all([
    packageTemplate({ bucketGuard: 'on' }).then(decideConditions),
    startS3Server({ directory, port: 0, ...credentials, account: ACCOUNT }),
  ]);
  recorder = await startRecorder(s3.endpoint);
}, 120_000);
afterAll(async () => {
  await Promise.all([recorder.close(), s3.close()]);
  await rm(directory, { recursive: true });
});

/** Passes on what comes, and writes down what matters to a policy. The signature covers the host, which stays as it was. */
async function startRecorder(to: string) {
  calls = [];
  const server = createServer((incoming, response) => {
    const { method = '', url: target = '', headers } = incoming;
    const outgoing = forward(new URL(target, to), { method, headers }, (answer) => {
      calls.push({ method, target, ifNoneMatch: headers['if-none-match'], status: answer.statusCode ?? 0 });
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    incoming.pipe(outgoing.once('error', () => response.destroy()));
  });
  return listen(server, 0);
}

/** IAM's name for a call of S3's REST API ("Actions, resources, and condition keys for Amazon S3", Service Authorization Reference). */
const SETTING_ACTIONS: Readonly<Record<string, readonly [read: string, write: string]>> = {
  encryption: ['s3:GetEncryptionConfiguration', 's3:PutEncryptionConfiguration'],
  publicAccessBlock: ['s3:GetBucketPublicAccessBlock', 's3:PutBucketPublicAccessBlock'],
};
const OBJECT_ACTIONS: Readonly<Record<string, string>> = {
  GET: 's3:GetObject',
  HEAD: 's3:GetObject',
  PUT: 's3:PutObject',
  DELETE: 's3:DeleteObject',
};

function asIamRequest({ method, target, ifNoneMatch }: Recorded): IamRequest {
  const { pathname, searchParams } = new URL(target, s3.endpoint);
  const [, bucket = '', ...key] = decodeURIComponent(pathname).split('/');
  const setting = Object.keys(SETTING_ACTIONS).find((name) => searchParams.has(name));
  const action = setting ? SETTING_ACTIONS[setting]?.[method === 'GET' ? 0 : 1] : OBJECT_ACTIONS[method];
  if (!action || (!setting && key.join('/') === '')) throw new Error(`No action is known for ${method} ${target}.`);
  return {
    action,
    resource: setting ? `arn:aws:s3:::${bucket}` : `arn:aws:s3:::${bucket}/${key.join('/')}`,
    context: {
      'aws:SecureTransport': 'true',
      'aws:ResourceAccount': ACCOUNT,
      ...(ifNoneMatch === undefined ? {} : { 's3:if-none-match': ifNoneMatch }),
    },
  };
}

function roleStatements(id: string): readonly Json[] {
  const policies = listOf(at(template.Resources[id]?.Properties, 'Policies'));
  const statements = policies.flatMap((policy) => listOf(at(policy, 'PolicyDocument', 'Statement')));
  return statements.map((statement) => resolveReferences(statement, NAMES));
}

function resourcePolicy(type: string, id: string, document: string): readonly Json[] {
  const found = resourcesOf(template, type).find(([name]) => name === id);
  return listOf(at(found?.[1], document, 'Statement')).map((statement) => resolveReferences(statement, NAMES));
}

const bucketPolicy = () => resourcePolicy('AWS::S3::BucketPolicy', 'PictureBucketPolicy', 'PolicyDocument');
const keyPolicy = () => resourcePolicy('AWS::KMS::Key', 'PictureKey', 'KeyPolicy');
const keyArn = `arn:aws:kms:us-east-1:${ACCOUNT}:key/1`;

describe('The function that draws', () => {
  const role = { AWS: `arn:aws:iam::${ACCOUNT}:role/edgecard-origin-response` };
  let browser: CardBrowser | undefined;
  let drawn: Recorded[];
  let key: string;

  beforeAll(async () => {
    const client = new S3Client({ region: 'us-east-1', endpoint: s3.endpoint, forcePathStyle: true, credentials });
    await client.send(new CreateBucketCommand({ Bucket: BUCKET }));
    await client.send(new PutObjectCommand({ Bucket: BUCKET, Key: PACK, Body: 'the rest of the browser' }));
    client.destroy();

    // Lambda's environment, and where S3 is instead of at Amazon's.
    Object.assign(process.env, {
      AWS_ACCESS_KEY_ID: credentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
      AWS_ENDPOINT_URL_S3: recorder.origin,
    });
    const real = await import('../../edge/adapters/card-browser.ts');
    jest.unstable_mockModule('../../edge/adapters/card-browser.ts', () => ({
      createCardBrowser(parts: CardBrowserParts) {
        browser = real.createCardBrowser({ ...parts, scratch: directory });
        return browser;
      },
    }));
    jest.unstable_mockModule('../../edge/adapters/pack.ts', () => ({
      openPack: () => ({
        async files(fetchRange: FetchRange) {
          await fetchRange(PACK, 0, 3); // as a pack does that is not complete
          return installBrowser();
        },
        missed: () => false,
      }),
    }));
    const { handler } = await import('../../edge/origin-response.ts');
    const site = await startCardSite({
      port: 0,
      directory: join(import.meta.dirname, '../../dist/card-site'),
      pageKeys: [DEVELOPMENT_KEYS.page],
    });
    try {
      const statusOf = async (event: CloudFrontResponseEvent) =>
        ((await handler(event)) as CloudFrontResultResponse).headers?.['x-card-status']?.[0]?.value;
      key = formatCardKey(createCard('score', { home: 12, away: 34, round: 10 }), await readDesignVersions());
      const config = localConfigHeaders(site.origin);
      calls.length = 0;
      // Twice: the second meets a key that is taken, as when two Regions draw one card.
      expect(await statusOf(originResponseEvent(`/${key}`, { config }))).toBe('drawn');
      expect(await statusOf(originResponseEvent(`/${key}`, { config }))).toBe('drawn');
      await statusOf(originResponseEvent(`/${key}`, { config, status: '200', headers: {} }));
      await statusOf(originResponseEvent(`/${key}`, { config, status: '503', headers: {} }));
      drawn = [...calls];
    } finally {
      await browser?.close();
      await site.close();
    }
  }, 120_000);

  const may = (request: IamRequest) =>
    decide([...roleStatements('OriginResponseRole'), ...bucketPolicy()], { principal: role, ...request });

  test('called S3 to read its pack and to store the card, once more in vain', () => {
    expect(
      drawn
        .filter(({ method }) => method !== 'HEAD')
        .map(({ method, target, status }) => `${method} ${status} ${target.replace(/\?.*/, '')}`),
    ).toEqual([`GET 206 /${BUCKET}/${PACK}`, `PUT 200 /${BUCKET}/${key}`, `PUT 412 /${BUCKET}/${key}`]);
  });

  test('may make every call that it made', () => {
    expect(drawn.map(asIamRequest).map((request) => [request.action, request.resource, may(request)])).toEqual(
      drawn.map(asIamRequest).map(({ action, resource }) => [action, resource, 'allowed']),
    );
  });

  test('needs every permission on S3 that it has', () => {
    const needless = roleStatements('OriginResponseRole')
      .flatMap((statement) =>
        listOf(at(statement, 'Action')).map((action) => ({ ...(statement as object), Action: action }) as Json),
      )
      .filter((statement) => String(at(statement, 'Action')).startsWith('s3:'))
      .filter((statement) => !drawn.some((call) => decide([statement], asIamRequest(call)) === 'allowed'));
    expect(needless).toEqual([]);
  });

  const put = (resource: string, ifNoneMatch?: string): IamRequest => ({
    action: 's3:PutObject',
    resource,
    context: { 'aws:SecureTransport': 'true', ...(ifNoneMatch ? { 's3:if-none-match': ifNoneMatch } : {}) },
  });

  test.each<[string, () => IamRequest]>([
    ['replace a card', () => put(`${PICTURES}/${key}`)],
    ['store a pack', () => put(`${PICTURES}/${PACK}`, '*')],
    ['store robots.txt', () => put(`${PICTURES}/robots.txt`, '*')],
    ['store what is no card', () => put(`${PICTURES}/default.jpg`, '*')],
    ['store in another bucket', () => put(`arn:aws:s3:::another/${key}`, '*')],
    ['read a card', () => ({ action: 's3:GetObject', resource: `${PICTURES}/${key}` })],
    ['read another bucket’s packs', () => ({ action: 's3:GetObject', resource: `arn:aws:s3:::another/${PACK}` })],
    ['read a pack’s older version', () => ({ action: 's3:GetObjectVersion', resource: `${PICTURES}/${PACK}` })],
    ['open a card to others', () => ({ action: 's3:PutObjectAcl', resource: `${PICTURES}/${key}` })],
    ['delete a card', () => ({ action: 's3:DeleteObject', resource: `${PICTURES}/${key}` })],
    ['list the bucket', () => ({ action: 's3:ListBucket', resource: PICTURES })],
    ['change the bucket’s policy', () => ({ action: 's3:PutBucketPolicy', resource: PICTURES })],
    [
      'read secrets',
      () => ({ action: 'secretsmanager:GetSecretValue', resource: `arn:aws:secretsmanager:us-east-1:${ACCOUNT}:secret:x` }),
    ],
    ['use the key by itself', () => ({ action: 'kms:Decrypt', resource: keyArn })],
    ['take another role', () => ({ action: 'sts:AssumeRole', resource: `arn:aws:iam::${ACCOUNT}:role/admin` })],
    [
      'write another log',
      () => ({ action: 'logs:PutLogEvents', resource: `arn:aws:logs:us-east-1:${ACCOUNT}:log-group:/other:log-stream:1` }),
    ],
    [
      'read logs',
      () => ({
        action: 'logs:GetLogEvents',
        resource: `arn:aws:logs:us-east-1:${ACCOUNT}:log-group:/edgecard/test:log-stream:1`,
      }),
    ],
  ])('may not %s', (_what, request) => {
    expect(may(request())).toBe('not allowed');
  });

  test('is refused without TLS, whatever it asks', () => {
    for (const call of drawn) {
      const request = asIamRequest(call);
      expect(may({ ...request, context: { ...request.context, 'aws:SecureTransport': 'false' } })).toBe('denied');
    }
  });

  test.each(['us-east-1', 'eu-west-2'])('may write its log in %s, where a copy of it may run', (region) => {
    const stream = `arn:aws:logs:${region}:${ACCOUNT}:log-group:/edgecard/test:log-stream:2026/11/21/[1]0`;
    expect(may({ action: 'logs:PutLogEvents', resource: stream })).toBe('allowed');
  });
});

test('the function that parses paths may write its log and nothing else', () => {
  const actions = roleStatements('OriginRequestRole').flatMap((statement) => listOf(at(statement, 'Action')));
  expect(actions).toEqual(['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents']);
});

describe('The pictures', () => {
  const cloudFront = (source: string) => ({
    principal: { Service: 'cloudfront.amazonaws.com' },
    context: { 'aws:SourceArn': source, 'aws:SecureTransport': 'true' },
  });

  test.each([
    ['s3:GetObject', `${PICTURES}/a/b.jpg`],
    ['s3:ListBucket', PICTURES],
  ])('may be asked for by their distribution alone: %s', (action, resource) => {
    const asked = (source: string) => decide(bucketPolicy(), { action, resource, ...cloudFront(source) });
    expect(asked(DISTRIBUTION)).toBe('allowed');
    expect(asked(`arn:aws:cloudfront::${ACCOUNT}:distribution/EANOTHER`)).toBe('not allowed');
    expect(decide(bucketPolicy(), { action, resource, context: { 'aws:SecureTransport': 'true' } })).toBe('not allowed');
  });

  test('are not written by CloudFront', () => {
    const request = { action: 's3:PutObject', resource: `${PICTURES}/a/b.jpg`, ...cloudFront(DISTRIBUTION) };
    expect(decide(bucketPolicy(), request)).toBe('not allowed');
  });
});

describe('The key of the pictures', () => {
  const asRole = (account: string, via: string | undefined): Partial<IamRequest> => ({
    principal: { AWS: `arn:aws:iam::${account}:role/edgecard-origin-response` },
    context: { 'kms:CallerAccount': account, ...(via ? { 'kms:ViaService': via } : {}) },
  });

  test.each(['kms:GenerateDataKey', 'kms:Decrypt'])('serves whoever may use the bucket, through S3: %s', (action) => {
    const asked = (request: Partial<IamRequest>) => decide(keyPolicy(), { action, resource: keyArn, ...request });
    expect(asked(asRole(ACCOUNT, 's3.us-east-1.amazonaws.com'))).toBe('allowed');
    expect(asked(asRole(ACCOUNT, undefined))).toBe('not allowed');
    expect(asked(asRole(ACCOUNT, 'sqs.us-east-1.amazonaws.com'))).toBe('not allowed');
    expect(asked(asRole('444455556666', 's3.us-east-1.amazonaws.com'))).toBe('not allowed');
  });

  test('lets CloudFront read for distributions of this account, and no more', () => {
    const asked = (action: string, source: string) =>
      decide(keyPolicy(), {
        action,
        resource: keyArn,
        principal: { Service: 'cloudfront.amazonaws.com' },
        context: { 'aws:SourceArn': source },
      });
    expect(asked('kms:Decrypt', DISTRIBUTION)).toBe('allowed');
    expect(asked('kms:Decrypt', 'arn:aws:cloudfront::444455556666:distribution/EDFDVBD6EXAMPLE')).toBe('not allowed');
    expect(asked('kms:GenerateDataKey', DISTRIBUTION)).toBe('not allowed');
    expect(asked('kms:ScheduleKeyDeletion', DISTRIBUTION)).toBe('not allowed');
  });
});

describe('The bucket guard', () => {
  const may = (request: IamRequest) => decide(roleStatements('BucketGuardRole'), request);
  let guarded: Recorded[];

  beforeAll(async () => {
    const event = JSON.parse(
      await readFile(join(import.meta.dirname, '../cloud/events/create-bucket.json'), 'utf8'),
    ) as CloudTrailEvent; // as CloudTrail records it
    const bucket = `exports-${randomUUID()}`;
    const clientAt = (endpoint: string) => new S3Client({ region: 'us-east-1', endpoint, forcePathStyle: true, credentials });
    const owner = clientAt(s3.endpoint);
    await owner.send(new CreateBucketCommand({ Bucket: bucket }));
    owner.destroy();
    const sns = await startSnsDouble();
    const topic = new SNSClient({ region: 'us-east-1', endpoint: sns.endpoint, credentials });
    const guard = createBucketGuard({
      s3For: () => clientAt(recorder.origin),
      tell: createTopic(topic, NAMES.AlarmTopic),
      log: () => {},
    });
    calls.length = 0;
    await guard({ ...event, detail: { ...event.detail, requestParameters: { bucketName: bucket } } });
    guarded = [...calls];
    expect(sns.published).toHaveLength(1);
    await sns.close();
  });

  test('may make every call that it made, in its own account only', () => {
    expect(guarded).toHaveLength(4);
    for (const call of guarded) {
      const request = asIamRequest(call);
      expect(may(request)).toBe('allowed');
      expect(may({ ...request, context: { 'aws:ResourceAccount': '444455556666' } })).toBe('not allowed');
    }
    expect(may({ action: 'sns:Publish', resource: NAMES.AlarmTopic })).toBe('allowed');
  });

  test('needs every permission that it has on S3', () => {
    const had = roleStatements('BucketGuardRole').flatMap((statement) => listOf(at(statement, 'Action')).map(String));
    const needed = guarded.map((call) => asIamRequest(call).action);
    expect(had.filter((action) => action.startsWith('s3:')).sort()).toEqual([...new Set(needed)].sort());
  });

  test.each([
    ['s3:GetObject', 'arn:aws:s3:::exports/a'],
    ['s3:PutBucketPolicy', 'arn:aws:s3:::exports'],
    ['s3:DeleteBucket', 'arn:aws:s3:::exports'],
    ['sns:Publish', `arn:aws:sns:us-east-1:${ACCOUNT}:another`],
  ])('may not do %s', (action, resource) => {
    expect(may({ action, resource, context: { 'aws:ResourceAccount': ACCOUNT } })).toBe('not allowed');
  });
});
