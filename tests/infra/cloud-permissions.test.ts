// What the functions in the Region may do: their roles against the calls that they make here.
import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CloudFrontClient } from '@aws-sdk/client-cloudfront';
import { CreateBucketCommand } from '@aws-sdk/client-s3';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SNSClient } from '@aws-sdk/client-sns';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { SNSEvent } from 'aws-lambda';
import { at, decideConditions, listOf, type StackTemplate } from '../../cli/doctor/checks/stack-template.ts';
import { createKeyRotation } from '../../cloud/key-rotation/create-key-rotation.ts';
import { createLiveKeys } from '../../cloud/key-rotation/live-keys.ts';
import type { CloudTrailEvent } from '../../cloud/new-buckets/bucket-created.ts';
import { createBucketGuard } from '../../cloud/new-buckets/create-bucket-guard.ts';
import { createTopic } from '../../cloud/new-buckets/topic.ts';
import { createDrawingBrake } from '../../cloud/surge/create-drawing-brake.ts';
import { DRAWING_STATE_KEY } from '../../edge/core/drawing-state.ts';
import { GUARD, openKeyRotationAccount } from '../doubles/aws/key-rotation-account.ts';
import { openTopics } from '../doubles/aws/topics.ts';
import { decide, type IamRequest } from '../support/iam.ts';
import { packageTemplate } from '../support/packaged-template.ts';
import {
  ACCOUNT,
  asIamRequest,
  CREDENTIALS,
  clientAt,
  type RecordedCall,
  type RecordedS3,
  startRecordedS3,
} from '../support/recorded-s3.ts';
import { BUCKET, DISTRIBUTION, GUARD_ARN, NAMES, PAGE_KEYS_ARN, PICTURES, roleStatements } from './deployed-policies.ts';

let template: StackTemplate;
let s3: RecordedS3;
beforeAll(async () => {
  const params = { bucketGuard: 'on', rotationDays: '90' };
  [template, s3] = await Promise.all([packageTemplate(params).then(decideConditions), startRecordedS3()]);
}, 120_000);
afterAll(() => s3.close());

describe('The bucket guard', () => {
  const may = (request: IamRequest) => decide(roleStatements(template, 'BucketGuardRole'), request);
  let guarded: RecordedCall[];

  beforeAll(async () => {
    const event = JSON.parse(
      await readFile(join(import.meta.dirname, '../cloud/events/create-bucket.json'), 'utf8'),
    ) as CloudTrailEvent; // as CloudTrail records it
    const bucket = `exports-${randomUUID()}`;
    await s3.owner.send(new CreateBucketCommand({ Bucket: bucket }));
    const sns = await openTopics();
    const topic = new SNSClient({ region: 'us-east-1', endpoint: sns.endpoint, credentials: CREDENTIALS });
    const guard = createBucketGuard({
      home: 'us-east-1',
      s3For: () => clientAt(s3.endpoint),
      notify: createTopic(topic, NAMES.AlarmTopic),
      log: () => {},
    });
    s3.calls.length = 0;
    await guard({ ...event, detail: { ...event.detail, requestParameters: { bucketName: bucket } } });
    guarded = [...s3.calls];
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
    const had = roleStatements(template, 'BucketGuardRole').flatMap((statement) => listOf(at(statement, 'Action')).map(String));
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

describe('The brake', () => {
  const may = (request: IamRequest) => decide(roleStatements(template, 'DrawingBrakeRole'), request);

  test('may read and write the one object that it writes, and nothing else', async () => {
    await s3.owner.send(new CreateBucketCommand({ Bucket: BUCKET }));
    s3.calls.length = 0;
    const event = JSON.parse(
      await readFile(join(import.meta.dirname, '../cloud/events/draw-brake-alarm.json'), 'utf8'),
    ) as SNSEvent;
    await createDrawingBrake({ s3: clientAt(s3.endpoint), bucket: BUCKET, log: () => {} })(event);
    const made = s3.calls.map(asIamRequest);
    expect(made.map((request) => [request.action, request.resource, may(request)])).toEqual([
      ['s3:GetObject', `${PICTURES}/${DRAWING_STATE_KEY}`, 'allowed'],
      ['s3:PutObject', `${PICTURES}/${DRAWING_STATE_KEY}`, 'allowed'],
    ]);
    const had = roleStatements(template, 'DrawingBrakeRole').flatMap((statement) => listOf(at(statement, 'Action')).map(String));
    expect(had.filter((action) => !action.startsWith('logs:'))).toEqual(['s3:GetObject', 's3:PutObject']);
  });

  test.each([
    ['s3:PutObject', `${PICTURES}/0123456789ab/score/1-2-3.jpg`],
    ['s3:PutObject', `${PICTURES}/settings/other.json`],
    ['s3:PutObject', `arn:aws:s3:::another/${DRAWING_STATE_KEY}`],
    ['s3:GetObject', `${PICTURES}/settings/other.json`],
    ['s3:GetObject', `${PICTURES}/0123456789ab/score/1-2-3.jpg`],
    ['s3:DeleteObject', `${PICTURES}/${DRAWING_STATE_KEY}`],
  ])('may not %s %s', (action, resource) => {
    expect(may({ action, resource })).toBe('not allowed');
  });
});

describe('The rotation of the page keys', () => {
  const may = (action: string, resource: string) => decide(roleStatements(template, 'KeyRotationRole'), { action, resource });

  test('may make every call that it makes, and no other but to log', async () => {
    const aws = await openKeyRotationAccount('key-one');
    const options = { region: 'us-east-1', endpoint: aws.endpoint, credentials: CREDENTIALS };
    const rotateKeys = createKeyRotation({
      secrets: new SecretsManagerClient(options),
      liveKeys: createLiveKeys(new CloudFrontClient(options), { distributionId: 'E1', header: 'x-card-page-keys', guard: GUARD }),
    });
    for (const Step of ['createSecret', 'setSecret', 'testSecret', 'finishSecret'] as const)
      await rotateKeys({ Step, SecretId: PAGE_KEYS_ARN, ClientRequestToken: 'a' });
    await aws.close();
    const made = [...new Set(aws.calls)].map(
      (call) =>
        ({
          GetDistribution: { action: 'cloudfront:GetDistribution', resource: DISTRIBUTION },
          GetFunction: { action: 'cloudfront:GetFunction', resource: GUARD_ARN },
        })[call] ?? { action: `secretsmanager:${call}`, resource: PAGE_KEYS_ARN },
    );
    expect(made.filter(({ action, resource }) => may(action, resource) !== 'allowed')).toEqual([]);
    const had = roleStatements(template, 'KeyRotationRole').flatMap((statement) => listOf(at(statement, 'Action')).map(String));
    expect(had.filter((action) => !action.startsWith('logs:')).sort()).toEqual(made.map(({ action }) => action).sort());
  });

  test.each([
    [
      'the signing keys',
      'secretsmanager:GetSecretValue',
      `arn:aws:secretsmanager:us-east-1:${ACCOUNT}:secret:edgecard/test/signing-keys-AbCdEf`,
    ],
    ['another distribution', 'cloudfront:GetDistribution', `arn:aws:cloudfront::${ACCOUNT}:distribution/EANOTHER`],
    ['another function', 'cloudfront:GetFunction', `arn:aws:cloudfront::${ACCOUNT}:function/another`],
    ['a change of the distribution', 'cloudfront:UpdateDistribution', DISTRIBUTION],
  ])('is not allowed %s', (_what, action, resource) => {
    expect(may(action, resource)).toBe('not allowed');
  });
});
