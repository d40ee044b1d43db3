import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  CreateBucketCommand,
  GetBucketEncryptionCommand,
  GetPublicAccessBlockCommand,
  PutBucketEncryptionCommand,
  PutPublicAccessBlockCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { SNSClient } from '@aws-sdk/client-sns';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { CloudTrailEvent } from '../../cloud/new-buckets/bucket-created.ts';
import { createBucketGuard } from '../../cloud/new-buckets/create-bucket-guard.ts';
import { createTopic } from '../../cloud/new-buckets/topic.ts';
import { type FinishedRequest, type S3Server, startS3Server } from '../../local/s3/server.ts';
import { openTopics, type Topics } from '../doubles/aws/topics.ts';
import { clientOf } from '../support/contract-bucket.ts';
import { type TemporaryFolder, temporaryFolder } from '../support/temporary-folder.ts';
import { callDeployed } from './call-deployed.ts';

const ACCOUNT = '111122223333';
const TOPIC = `arn:aws:sns:us-east-1:${ACCOUNT}:edgecard-test-alarms`;
const credentials = { accessKeyId: 'LOCALKEY', secretAccessKey: 'local-secret' };
const recorded = JSON.parse(await readFile(join(import.meta.dirname, 'events/create-bucket.json'), 'utf8')) as CloudTrailEvent; // as CloudTrail records it

function createdEvent(bucketName: string, change: Partial<CloudTrailEvent['detail']> = {}): CloudTrailEvent {
  return { ...recorded, detail: { ...recorded.detail, requestParameters: { bucketName }, ...change } };
}

/** S3's own public access block, every lock closed. */
const CLOSED = { BlockPublicAcls: true, IgnorePublicAcls: true, BlockPublicPolicy: true, RestrictPublicBuckets: true };

let directory: TemporaryFolder;
let server: S3Server;
let sns: Topics;
let s3: S3Client;
let calls: FinishedRequest[];
let lines: Readonly<Record<string, unknown>>[];
let bucket: string;

beforeEach(async () => {
  directory = await temporaryFolder('guard');
  calls = [];
  lines = [];
  server = await startS3Server({
    directory: directory.path,
    port: 0,
    ...credentials,
    account: ACCOUNT,
    onRequest: (finished) => calls.push(finished),
  });
  sns = await openTopics();
  s3 = clientOf({ ...server, ...credentials });
  bucket = `exports-${randomUUID()}`;
  await s3.send(new CreateBucketCommand({ Bucket: bucket }));
  calls.length = 0;
});
afterEach(async () => {
  s3.destroy();
  await Promise.all([server.close(), sns.close()]);
  await directory.remove();
});

function guard(s3For = () => clientOf({ ...server, ...credentials })) {
  const client = new SNSClient({ region: 'us-east-1', endpoint: sns.endpoint, credentials, maxAttempts: 1 });
  return createBucketGuard({ home: 'us-east-1', s3For, notify: createTopic(client, TOPIC), log: (line) => lines.push(line) });
}

const settingsOf = async (Bucket: string) => ({
  encryption: (await s3.send(new GetBucketEncryptionCommand({ Bucket }))).ServerSideEncryptionConfiguration?.Rules,
  publicAccess: (await s3.send(new GetPublicAccessBlockCommand({ Bucket }))).PublicAccessBlockConfiguration,
});
const callsMade = () => calls.map(({ method, setting, status }) => `${method} ${setting} ${status}`);

describe('A new bucket', () => {
  test('is encrypted and closed, and the topic says who made it', async () => {
    await guard()(createdEvent(bucket));
    expect(callsMade()).toEqual([
      'GET encryption 404',
      'PUT encryption 200',
      'GET publicAccessBlock 404',
      'PUT publicAccessBlock 200',
    ]);
    expect(await settingsOf(bucket)).toEqual({
      encryption: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }],
      publicAccess: CLOSED,
    });
    expect(sns.published).toEqual([
      expect.objectContaining({
        TopicArn: TOPIC,
        Subject: `New bucket: ${bucket}`,
        Message: [
          `The bucket ${bucket} was created in us-east-1, account ${ACCOUNT}, by arn:aws:sts::${ACCOUNT}:assumed-role/Developer/ada.`,
          'Default encryption: put right.',
          'Public access block: put right.',
          'New buckets are seen in us-east-1 only. Another Region needs a rule that forwards its events here: docs/8-operate.md.',
        ].join('\n'),
      }),
    ]);
  });

  test('is left as it is the second time, as events come more than once', async () => {
    await guard()(createdEvent(bucket));
    calls.length = 0;
    await guard()(createdEvent(bucket));
    expect(callsMade()).toEqual(['GET encryption 200', 'GET publicAccessBlock 200']);
    expect(sns.published[1]?.['Message']).toMatch(/encryption: was right\.\nPublic access block: was right\./);
  });

  test('keeps a key of its own', async () => {
    const own = { ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms' as const, KMSMasterKeyID: 'alias/exports' } };
    await s3.send(new PutBucketEncryptionCommand({ Bucket: bucket, ServerSideEncryptionConfiguration: { Rules: [own] } }));
    await guard()(createdEvent(bucket));
    expect((await settingsOf(bucket)).encryption).toEqual([own]);
  });

  test.each(Object.keys(CLOSED))('is closed where %s alone is open', async (lock) => {
    const PublicAccessBlockConfiguration = { ...CLOSED, [lock]: false };
    await s3.send(new PutPublicAccessBlockCommand({ Bucket: bucket, PublicAccessBlockConfiguration }));
    await guard()(createdEvent(bucket));
    expect((await settingsOf(bucket)).publicAccess).toEqual(CLOSED);
  });

  test('is asked for in its own Region', async () => {
    const regions: string[] = [];
    const s3For = (region: string) => {
      regions.push(region);
      return clientOf({ ...server, ...credentials });
    };
    const client = new SNSClient({ region: 'us-east-1', endpoint: sns.endpoint, credentials });
    const guarding = createBucketGuard({ home: 'us-east-1', s3For, notify: createTopic(client, TOPIC), log: () => {} });
    await guarding(createdEvent(bucket, { awsRegion: 'eu-central-1' }));
    expect(regions).toEqual(['eu-central-1']);
  });
});

describe('Where S3 refuses', () => {
  test('the topic gets a message, and the error rings the alarm', async () => {
    const stranger = () => clientOf({ ...server, ...credentials, secretAccessKey: 'another' });
    await expect(guard(stranger)(createdEvent(bucket))).rejects.toThrow(`The bucket ${bucket} could not be looked after.`);
    expect(sns.published).toEqual([
      expect.objectContaining({
        Subject: `New bucket NOT safe: ${bucket}`,
        Message: expect.stringMatching(/encryption: FAILED \(SignatureDoesNotMatch\)\.[\s\S]*or delete it\./),
      }),
    ]);
    expect(JSON.stringify([lines, sns.published])).not.toContain('another');
  });

  test('a bucket that has another owner by now is not touched', async () => {
    await expect(guard()(createdEvent(bucket, { recipientAccountId: '444455556666' }))).rejects.toThrow(AggregateError);
    expect(callsMade()).toEqual(['GET encryption 403', 'GET publicAccessBlock 403']);
  });

  test('a bucket that is gone is nobody’s business', async () => {
    await guard()(createdEvent(`gone-${randomUUID()}`));
    expect(sns.published).toEqual([]);
    expect(lines).toEqual([expect.objectContaining({ event: 'bucket_gone' })]);
  });

  test('a topic that does not listen is an error, after the bucket is safe', async () => {
    sns.refuse();
    await expect(guard()(createdEvent(bucket))).rejects.toMatchObject({ name: 'AuthorizationErrorException' });
    expect((await settingsOf(bucket)).publicAccess).toEqual(CLOSED);
  });
});

test.each([
  ['failed', { errorCode: 'BucketAlreadyExists' }],
  ['was another', { eventName: 'DeleteBucket' }],
  ['was another service’s', { eventSource: 's3express.amazonaws.com' }],
])('a call that %s is passed over', async (_what, change) => {
  await guard()(createdEvent(bucket, change));
  expect([calls, sns.published]).toEqual([[], []]);
});

test('a record without the bucket’s name is an error', async () => {
  await expect(guard()({ ...recorded, detail: { ...recorded.detail, requestParameters: null } })).rejects.toThrow(
    'CloudTrail recorded a CreateBucket without requestParameters.bucketName.',
  );
});

test('the function that is deployed does it, with Lambda’s environment and no other', async () => {
  const [printed, complaints] = await callDeployed('bucket-guard', [createdEvent(bucket)], {
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    AWS_ENDPOINT_URL_S3: server.endpoint, // these two stand for AWS
    AWS_ENDPOINT_URL_SNS: sns.endpoint,
    REPORT_TOPIC_ARN: TOPIC,
  });
  expect(complaints).toBe('');
  expect(printed).toContain('"event":"bucket_guarded"');
  expect((await settingsOf(bucket)).publicAccess).toEqual(CLOSED);
  expect(sns.published).toHaveLength(1);
});
