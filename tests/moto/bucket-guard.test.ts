// The bucket guard as it is deployed, against moto's S3 and SNS; a queue has subscribed to the topic, as a mail address would.
import { readFile } from 'node:fs/promises';
import { CreateBucketCommand, GetBucketEncryptionCommand, GetPublicAccessBlockCommand, S3Client } from '@aws-sdk/client-s3';
import { CreateTopicCommand, SNSClient, SubscribeCommand } from '@aws-sdk/client-sns';
import { CreateQueueCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { projectPath } from '../../project-path.ts';
import { callDeployed } from '../cloud/call-deployed.ts';
import { clientOptions, openRelay, type Relay } from './relay.ts';

let moto: Relay;
let s3: S3Client;
let sns: SNSClient;
let sqs: SQSClient;
let queueUrl: string;
let topic: string;

beforeEach(async () => {
  moto = await openRelay();
  s3 = new S3Client({ ...clientOptions(moto), forcePathStyle: true });
  sns = new SNSClient(clientOptions(moto));
  sqs = new SQSClient(clientOptions(moto));
  queueUrl = (await sqs.send(new CreateQueueCommand({ QueueName: 'mails' }))).QueueUrl ?? '';
  topic = (await sns.send(new CreateTopicCommand({ Name: 'edgecard-test-alarms' }))).TopicArn ?? '';
  const queueArn = `arn:aws:sqs:us-east-1:${moto.account}:mails`;
  await sns.send(new SubscribeCommand({ TopicArn: topic, Protocol: 'sqs', Endpoint: queueArn }));
});
afterEach(async () => {
  for (const client of [s3, sns, sqs]) client.destroy();
  await moto.close();
});

/** As CloudTrail records it. */
async function createdEvent(bucketName: string) {
  const event = JSON.parse(await readFile(projectPath('tests/cloud/events/create-bucket.json'), 'utf8'));
  return { ...event, detail: { ...event.detail, recipientAccountId: moto.account, requestParameters: { bucketName } } };
}

async function nextMail() {
  const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl: queueUrl, WaitTimeSeconds: 5 }));
  return JSON.parse(Messages[0]?.Body ?? '{}') as { readonly Subject?: string; readonly Message?: string };
}

test('a new bucket is encrypted and closed, and who has subscribed reads of it', async () => {
  const Bucket = `exports-${moto.account}`;
  await s3.send(new CreateBucketCommand({ Bucket }));
  const [, errors] = await callDeployed('bucket-guard', [await createdEvent(Bucket)], {
    ...moto.environment,
    REPORT_TOPIC_ARN: topic,
  });
  expect(errors).toBe('');
  const { ServerSideEncryptionConfiguration } = await s3.send(new GetBucketEncryptionCommand({ Bucket }));
  const rule = ServerSideEncryptionConfiguration?.Rules?.[0]?.ApplyServerSideEncryptionByDefault;
  expect(rule).toMatchObject({ SSEAlgorithm: 'AES256' });
  const { PublicAccessBlockConfiguration: block = {} } = await s3.send(new GetPublicAccessBlockCommand({ Bucket }));
  expect(Object.values(block)).toEqual([true, true, true, true]);
  expect(await nextMail()).toMatchObject({
    Subject: `New bucket: ${Bucket}`,
    Message: expect.stringContaining('Public access block: put right.'),
  });
});

test('a bucket that is gone again is no failure, and nobody gets a mail', async () => {
  const [, errors] = await callDeployed('bucket-guard', [await createdEvent(`gone-${moto.account}`)], {
    ...moto.environment,
    REPORT_TOPIC_ARN: topic,
  });
  expect(errors).toBe('');
  expect(moto.calls).not.toContain('sns:Publish');
});
