// What infra/photos.yml has around the functions of photos, on moto.
import { CreateTableCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { PutBucketNotificationConfigurationCommand, type S3Client } from '@aws-sdk/client-s3';
import { CreateQueueCommand, DeleteMessageCommand, ReceiveMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { expect } from '@jest/globals';
import { createUploadTable } from '../../cloud/photos/adapters/upload-table.ts';
import type { UploadTable } from '../../cloud/photos/ports.ts';
import { type Relay, SIGNED_FOR_S3 } from './relay.ts';

export const TABLE = 'edgecard-test-photos';

interface QueueParts {
  readonly moto: Relay;
  readonly s3: S3Client;
  readonly sqs: SQSClient;
}

export async function openTable(dynamo: DynamoDBClient): Promise<UploadTable> {
  await dynamo.send(
    new CreateTableCommand({
      TableName: TABLE,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [{ AttributeName: 'upload', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'upload', KeyType: 'HASH' }],
    }),
  );
  return createUploadTable({ client: dynamo, name: TABLE });
}

/** Two calls of EventBridge, whose client nothing else here needs. moto does not look at signatures. */
async function askEvents(moto: Relay, operation: 'PutRule' | 'PutTargets', input: object): Promise<void> {
  const { ok } = await fetch(moto.endpoint, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': `AWSEvents.${operation}`,
      authorization: SIGNED_FOR_S3.replace('/s3/', '/events/'),
    },
    body: JSON.stringify(input),
  });
  expect(ok).toBe(true);
}

/** A queue that gets what is put into the inbox. */
export async function openQueue({ moto, s3, sqs }: QueueParts, inbox: string): Promise<string> {
  const NotificationConfiguration = { EventBridgeConfiguration: {} };
  await s3.send(new PutBucketNotificationConfigurationCommand({ Bucket: inbox, NotificationConfiguration }));
  const { QueueUrl = '' } = await sqs.send(new CreateQueueCommand({ QueueName: 'photos' }));
  const EventPattern = JSON.stringify({
    source: ['aws.s3'],
    'detail-type': ['Object Created'],
    detail: { bucket: { name: [inbox] }, object: { key: [{ prefix: 'uploads/' }, { prefix: 'photos/' }] } },
  });
  await askEvents(moto, 'PutRule', { Name: 'photos', EventPattern });
  const Arn = `arn:aws:sqs:us-east-1:${moto.account}:photos`;
  await askEvents(moto, 'PutTargets', { Rule: 'photos', Targets: [{ Id: 'queue', Arn }] });
  return QueueUrl;
}

/** Of the function that removes what photos have left. */
export async function openRemovalQueue(sqs: SQSClient): Promise<string> {
  const { QueueUrl = '' } = await sqs.send(new CreateQueueCommand({ QueueName: 'removals' }));
  return QueueUrl;
}

export async function nextMessage(sqs: SQSClient, QueueUrl: string): Promise<string> {
  const { Messages: [message] = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 5 }));
  await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: message?.ReceiptHandle ?? '' }));
  return message?.Body ?? '';
}
