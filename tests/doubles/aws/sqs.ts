// One queue of SQS, and its event source mapping to a function.
import { createHash, randomUUID } from 'node:crypto';
import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { awsError } from './aws-error.ts';
import type { Json, JsonOperations } from './json-protocol.ts';

const ACCOUNT = '111122223333';
const MAX_BATCH = 10;
const MAX_BATCH_BYTES = 262_144;

export interface Waiting {
  readonly messageId: string;
  readonly body: string;
  receives: number;
}

export interface EntryRefusal {
  readonly code: string;
  readonly senderFault: boolean;
}

interface Entry {
  readonly Id: string;
  readonly MessageBody: string;
}

export type BatchHandler = (event: SQSEvent) => Promise<SQSBatchResponse>;

/** `refusalOf` is asked of every entry of a batch: gives what SQS refuses it with, or nothing. */
export function createQueue(name: string, endpoint: () => string, refusalOf: (body: string) => EntryRefusal | undefined) {
  let waiting: Waiting[] = [];
  const deadLetters: Waiting[] = [];
  const url = () => `${endpoint()}/${ACCOUNT}/${name}`;

  function put(body: string): Waiting {
    const message = { messageId: randomUUID(), body, receives: 0 };
    waiting.push(message);
    return message;
  }

  const operations: JsonOperations = {
    'AmazonSQS.GetQueueUrl': ({ QueueName }) => {
      if (QueueName !== name) throw noSuchQueue();
      return { QueueUrl: url() };
    },
    'AmazonSQS.SendMessageBatch': ({ QueueUrl, Entries }) => {
      if (QueueUrl !== url()) throw noSuchQueue();
      const entries = Entries as readonly Entry[];
      checkBatch(entries);
      const Failed: Json[] = [];
      const Successful: Json[] = [];
      for (const { Id, MessageBody } of entries) {
        const refused = refusalOf(MessageBody);
        if (refused) Failed.push({ Id, Code: refused.code, SenderFault: refused.senderFault, Message: 'refused' });
        else Successful.push({ Id, MessageId: put(MessageBody).messageId, MD5OfMessageBody: md5(MessageBody) });
      }
      return { Successful, ...(Failed.length > 0 ? { Failed } : {}) };
    },
  };

  /** Batches of ten until the queue is empty; what fails comes again, and is at last a dead letter. */
  async function drain(handler: BatchHandler, { maxReceives = 3, twice = false } = {}): Promise<void> {
    while (waiting.length > 0) {
      const batch = waiting.slice(0, MAX_BATCH);
      waiting = waiting.slice(MAX_BATCH);
      for (const message of batch) message.receives += 1;
      // At least once: the answer of the first time got lost, say.
      if (twice) await handler(eventOf(batch, name));
      const failed = failedOf(await handler(eventOf(batch, name)), batch);
      for (const message of batch.filter(({ messageId }) => failed.has(messageId))) {
        if (message.receives >= maxReceives) deadLetters.push(message);
        else waiting.push(message);
      }
    }
  }

  return { operations, put, drain, deadLetters, waiting: (): readonly Waiting[] => waiting };
}

function checkBatch(entries: readonly Entry[]): void {
  if (entries.length === 0) throw awsError('EmptyBatchRequest', 'There is no entry.');
  if (entries.length > MAX_BATCH) throw awsError('TooManyEntriesInBatchRequest', 'More than ten entries.');
  if (new Set(entries.map(({ Id }) => Id)).size < entries.length) throw awsError('BatchEntryIdsNotDistinct', 'Ids twice.');
  const bytes = entries.reduce((sum, { MessageBody }) => sum + Buffer.byteLength(MessageBody), 0);
  if (bytes > MAX_BATCH_BYTES) throw awsError('BatchRequestTooLong', 'The batch is too long.');
}

function failedOf({ batchItemFailures }: SQSBatchResponse, batch: readonly Waiting[]): ReadonlySet<string> {
  const failed = new Set(batchItemFailures.map(({ itemIdentifier }) => itemIdentifier));
  for (const id of failed) if (!batch.some(({ messageId }) => messageId === id)) throw new Error(`No message ${id}.`);
  return failed;
}

/** As Lambda hands a batch over: docs.aws.amazon.com/lambda/latest/dg/with-sqs.html. */
export function eventOf(batch: readonly Waiting[], queue = 'edgecard'): SQSEvent {
  return {
    Records: batch.map(({ messageId, body, receives }) => ({
      messageId,
      receiptHandle: 'AQEBwJnKyrHigUMZj6rYigCgxlaS3SLy0a',
      body,
      attributes: {
        ApproximateReceiveCount: String(receives),
        SentTimestamp: String(Date.now()),
        SenderId: 'AIDAIENQZJOLO23YVJ4VO',
        ApproximateFirstReceiveTimestamp: String(Date.now()),
      },
      messageAttributes: {},
      md5OfBody: md5(body),
      eventSource: 'aws:sqs',
      eventSourceARN: `arn:aws:sqs:us-east-1:${ACCOUNT}:${queue}`,
      awsRegion: 'us-east-1',
    })),
  };
}

function noSuchQueue() {
  return awsError('QueueDoesNotExist', 'The specified queue does not exist.');
}

function md5(body: string): string {
  return createHash('md5').update(body).digest('hex');
}
