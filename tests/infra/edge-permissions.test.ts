// @examples score
// Who may do what with the pictures: the policies of the packaged template against the calls that the running function makes,
// recorded on their way to the local S3 server. It runs as deployed but for two modules: its pack is this machine's browser, and
// its scratch folder is the test's own.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { at, decideConditions, type Json, listOf, type StackTemplate } from '../../cli/doctor/checks/stack-template.ts';
import { DRAWING_STATE_KEY } from '../../edge/core/drawing-state.ts';
import { decide, type IamRequest } from '../support/iam.ts';
import { packageTemplate } from '../support/packaged-template.ts';
import { ACCOUNT, asIamRequest, type RecordedCall, type RecordedS3, startRecordedS3 } from '../support/recorded-s3.ts';
import { BUCKET, DISTRIBUTION, PICTURES, resourcePolicy, roleStatements } from './deployed-policies.ts';
import { drawDeployed, PACK } from './draw-deployed.ts';

let template: StackTemplate;
let s3: RecordedS3;
beforeAll(async () => {
  [template, s3] = await Promise.all([packageTemplate({}).then(decideConditions), startRecordedS3()]);
}, 120_000);
afterAll(() => s3.close());

const bucketPolicy = () => resourcePolicy(template, 'AWS::S3::BucketPolicy', 'PictureBucketPolicy', 'PolicyDocument');
const keyPolicy = () => resourcePolicy(template, 'AWS::KMS::Key', 'PictureKey', 'KeyPolicy');
const keyArn = `arn:aws:kms:us-east-1:${ACCOUNT}:key/1`;

describe('The function that draws', () => {
  const role = { AWS: `arn:aws:iam::${ACCOUNT}:role/edgecard-origin-response` };
  let drawn: readonly RecordedCall[];
  let key: string;

  beforeAll(async () => {
    ({ key, drawn } = await drawDeployed(s3));
  }, 120_000);

  const may = (request: IamRequest) =>
    decide([...roleStatements(template, 'OriginResponseRole'), ...bucketPolicy()], { principal: role, ...request });

  test('called S3 to read its pack and whether to draw, and to store the card, once more in vain', () => {
    expect(
      drawn
        .filter(({ method }) => method !== 'HEAD')
        .map(({ method, target, status }) => `${method} ${status} ${target.replace(/\?.*/, '')}`)
        .sort(),
    ).toEqual([
      `GET 206 /${BUCKET}/${PACK}`,
      // Nobody has switched drawing off or on.
      `GET 404 /${BUCKET}/${DRAWING_STATE_KEY}`,
      `PUT 200 /${BUCKET}/${key}`,
      `PUT 412 /${BUCKET}/${key}`,
    ]);
  });

  test('may make every call that it made', () => {
    expect(drawn.map(asIamRequest).map((request) => [request.action, request.resource, may(request)])).toEqual(
      drawn.map(asIamRequest).map(({ action, resource }) => [action, resource, 'allowed']),
    );
  });

  test('needs every permission on S3 that it has', () => {
    const needless = roleStatements(template, 'OriginResponseRole')
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
    ['store what is not a card', () => put(`${PICTURES}/default.jpg`, '*')],
    ['store in another bucket', () => put(`arn:aws:s3:::another/${key}`, '*')],
    ['read a card', () => ({ action: 's3:GetObject', resource: `${PICTURES}/${key}` })],
    ['switch drawing on', () => put(`${PICTURES}/${DRAWING_STATE_KEY}`)],
    ['read another setting', () => ({ action: 's3:GetObject', resource: `${PICTURES}/settings/other.json` })],
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
  const actions = roleStatements(template, 'OriginRequestRole').flatMap((statement) => listOf(at(statement, 'Action')));
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

  test.each(['kms:GenerateDataKey', 'kms:Decrypt'])('serves all who may use the bucket, through S3: %s', (action) => {
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
