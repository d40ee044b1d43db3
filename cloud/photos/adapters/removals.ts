// Removals in the table of uploads, whose rows remove themselves (TTL), and the queue of the function that does them.
import { type DynamoDBClient, DynamoDBServiceException, GetItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { PhotoError } from '../photo-error.ts';
import type { Removals } from '../removal/ports.ts';
import type { Removal } from '../removal/removal.ts';
import { expiry } from './upload-rows.ts';

interface Places {
  readonly dynamo: DynamoDBClient;
  readonly table: string;
  readonly sqs: SQSClient;
  readonly queueUrl: string;
}

/** No upload id has a colon, and no key of the inbox begins so. */
const keyOf = (removal: string) => ({ upload: { S: `removal:${removal}` } });

export function createRemovals({ dynamo, table: TableName, sqs, queueUrl: QueueUrl }: Places): Removals {
  return {
    async read(removal) {
      const get = new GetItemCommand({ TableName, Key: keyOf(removal), ConsistentRead: true });
      const { Item } = await dynamo.send(get).catch(refuse);
      const report = Item?.['report']?.S;
      return report === undefined ? undefined : (JSON.parse(report) as Removal); // `write` wrote it
    },
    async write(removal) {
      const update = new UpdateItemCommand({
        TableName,
        Key: keyOf(removal.removal),
        UpdateExpression: 'SET #report = :report, #expires = :expires',
        ExpressionAttributeNames: { '#report': 'report', '#expires': 'expires' },
        ExpressionAttributeValues: { ':report': { S: JSON.stringify(removal) }, ':expires': expiry() },
      });
      await dynamo.send(update).catch(refuse);
    },
    async send(message, delaySeconds = 0) {
      const MessageBody = JSON.stringify({ removal: message });
      await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody, DelaySeconds: delaySeconds })).catch((cause: unknown) => {
        throw new PhotoError('queue_failed', 'SQS does not take the removal.', { cause });
      });
    },
  };
}

function refuse(cause: unknown): never {
  const why = cause instanceof DynamoDBServiceException ? cause.name : 'no answer';
  throw new PhotoError('table_failed', `The table of uploads does not keep removals (${why}).`, { cause });
}
