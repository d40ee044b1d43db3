// Events of pictures: moto's S3 says what happened to a queue, which stands for the function's event source; the function as it is deployed
// publishes to moto's SNS, and who subscribed as infra/picture-events.yml does gets the message.
import {
  CreateBucketCommand,
  DeleteObjectCommand,
  PutBucketNotificationConfigurationCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { CreateTopicCommand, SNSClient, SubscribeCommand } from '@aws-sdk/client-sns';
import { CreateQueueCommand, DeleteMessageCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { keyWithPayload } from '../../edge/core/card-key.ts';
import { callDeployed } from '../cloud/call-deployed.ts';
import { DESIGN_VERSIONS } from '../support/design-versions.ts';
import { SAMPLE_CARD } from '../support/sample-cards.ts';
import { clientOptions, openRelay, type Relay } from './relay.ts';

const Key = keyWithPayload(SAMPLE_CARD, DESIGN_VERSIONS).key;

let moto: Relay;
let s3: S3Client;
let sns: SNSClient;
let sqs: SQSClient;
let Bucket: string;
let topic: string;

beforeEach(async () => {
  moto = await openRelay();
  s3 = new S3Client({ ...clientOptions(moto), forcePathStyle: true });
  sns = new SNSClient(clientOptions(moto));
  sqs = new SQSClient(clientOptions(moto));
  for (const QueueName of ['events', 'mails']) await sqs.send(new CreateQueueCommand({ QueueName }));
  topic = (await sns.send(new CreateTopicCommand({ Name: 'edgecard-test-pictures' }))).TopicArn ?? '';
  const FilterPolicy = JSON.stringify({ by: ['people'] });
  await sns.send(
    new SubscribeCommand({ TopicArn: topic, Protocol: 'sqs', Endpoint: arnOf('mails'), Attributes: { FilterPolicy } }),
  );
  Bucket = `edgecard-test-picturebucket-${moto.account}`;
  await s3.send(new CreateBucketCommand({ Bucket }));
  await s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: 'Enabled' } }));
  const notification = {
    QueueArn: arnOf('events'),
    Events: ['s3:ObjectCreated:*', 's3:ObjectRemoved:*'] as ('s3:ObjectCreated:*' | 's3:ObjectRemoved:*')[],
    Filter: { Key: { FilterRules: [{ Name: 'suffix' as const, Value: '.jpg' }] } },
  };
  const NotificationConfiguration = { QueueConfigurations: [notification] };
  await s3.send(new PutBucketNotificationConfigurationCommand({ Bucket, NotificationConfiguration }));
});
afterEach(async () => {
  for (const client of [s3, sns, sqs]) client.destroy();
  await moto.close();
});

const arnOf = (queue: string) => `arn:aws:sqs:us-east-1:${moto.account}:${queue}`;

/** What waits in the queue, each once. */
async function messagesIn(queue: string): Promise<readonly Readonly<Record<string, unknown>>[]> {
  const QueueUrl = `${moto.endpoint}/${moto.account}/${queue}`;
  const found: Record<string, unknown>[] = [];
  for (;;) {
    const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }));
    if (Messages.length === 0) return found;
    for (const { Body = '{}', ReceiptHandle } of Messages) {
      found.push(JSON.parse(Body));
      await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
    }
  }
}

interface Change {
  readonly VersionId?: string | undefined;
  readonly principal?: string;
  /** Of an event that moto does not send. */
  readonly removed?: boolean;
}

const ADA = 'AWS:AROAIDPPEZS35WEXAMPLE:ada';

/** Hands what S3 says to the function. moto says neither which version it was nor who did it, and nothing of delete markers: AWS does. */
async function report({ VersionId, principal = ADA, removed = false }: Change): Promise<void> {
  // S3 first says that the queue is one that it may write to, without records.
  const said = (await messagesIn('events')).flatMap(({ Records = [] }) => Records as readonly SaidRecord[]);
  const object = { key: encodeURIComponent(Key) };
  const records = removed
    ? [
        {
          eventTime: new Date().toISOString(),
          eventName: 'ObjectRemoved:DeleteMarkerCreated',
          s3: { bucket: { name: Bucket }, object },
        },
      ]
    : said;
  const Records = records.map((record) => ({
    ...record,
    userIdentity: { principalId: principal },
    s3: { ...record.s3, object: { ...record.s3.object, versionId: VersionId } },
  }));
  const env = { ...moto.environment, REPORT_TOPIC_ARN: topic, STACK: 'edgecard-test' };
  const [, errors] = await callDeployed('picture-events', [{ Records }], env);
  expect([errors, Records.length]).toEqual(['', 1]);
}

interface SaidRecord {
  readonly s3: { readonly bucket: object; readonly object: object };
}

test('who subscribed reads of pictures that people created, changed and deleted', async () => {
  await report(await s3.send(new PutObjectCommand({ Bucket, Key, Body: 'a picture' })));
  await s3.send(new PutObjectCommand({ Bucket, Key: 'robots.txt', Body: 'User-agent: *' }));
  await report(await s3.send(new PutObjectCommand({ Bucket, Key, Body: 'another' })));
  await report({ ...(await s3.send(new DeleteObjectCommand({ Bucket, Key }))), removed: true });
  const mails = await messagesIn('mails');
  const changes = ['created', 'changed', 'deleted'];
  expect(mails.map(({ Subject }) => Subject)).toEqual(changes.map((change) => expect.stringContaining(`picture ${change}`)));
  for (const { Message } of mails) expect(Message).toMatch(new RegExp(`Key: ${Key}\\nBy: ada \\(AROAIDPPEZS35WEXAMPLE\\)`));
});

test('who subscribed reads nothing of cards that the functions draw', async () => {
  const drawing = 'AWS:AROAIDPPEZS35WEXAMPLE:us-east-1.edgecard-test-originResponse';
  await report({ ...(await s3.send(new PutObjectCommand({ Bucket, Key, Body: 'a picture' }))), principal: drawing });
  expect(moto.calls).toContain('sns:Publish');
  expect(await messagesIn('mails')).toEqual([]);
});
