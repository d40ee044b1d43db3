import { setTimeout as sleep } from 'node:timers/promises';
import { SendMessageBatchCommand, type SQSClient } from '@aws-sdk/client-sqs';

/** SQS takes ten messages at once (AWSSimpleQueueService/latest/APIReference/API_SendMessageBatch.html). */
export const MAX_BATCH = 10;

const MAX_ATTEMPTS = 5;

export interface Unsent<Item> {
  readonly item: Item;
  readonly code: string;
}

export interface SendParts<Item> {
  readonly client: SQSClient;
  readonly queueUrl: string;
  readonly bodyOf: (item: Item) => string;
  /** Before the second attempt; doubled for each further one. */
  readonly waitMs?: number;
}

/**
 * Sends at most ten messages. A batch may be taken in part: the rest is sent again, unless SQS says that the sender is to
 * blame. Gives what could not be sent; throws when the call as a whole fails, which the SDK has tried again by then.
 */
export async function sendBatch<Item>(
  items: readonly Item[],
  { client, queueUrl, bodyOf, waitMs = 200 }: SendParts<Item>,
): Promise<readonly Unsent<Item>[]> {
  const unsent: Unsent<Item>[] = [];
  let rest = items;
  for (let attempt = 1; rest.length > 0; attempt++) {
    const Entries = rest.map((item, at) => ({ Id: String(at), MessageBody: bodyOf(item) }));
    const { Failed = [] } = await client.send(new SendMessageBatchCommand({ QueueUrl: queueUrl, Entries }));
    const again: Item[] = [];
    for (const { Id, Code = 'unknown', SenderFault } of Failed) {
      const item = rest[Number(Id)];
      if (item === undefined) continue; // it answers with the ids that it was given
      if (SenderFault || attempt === MAX_ATTEMPTS) unsent.push({ item, code: Code });
      else again.push(item);
    }
    rest = again;
    if (rest.length > 0) await sleep(waitMs * 2 ** (attempt - 1));
  }
  return unsent;
}

function* inBatches<Item>(items: readonly Item[]): Generator<readonly Item[]> {
  for (let at = 0; at < items.length; at += MAX_BATCH) yield items.slice(at, at + MAX_BATCH);
}

/** Sends any number, or throws: then the message that asked for them comes again. */
export async function sendAll<Item>(items: readonly Item[], parts: SendParts<Item>): Promise<void> {
  for (const batch of inBatches(items)) {
    const [unsent] = await sendBatch(batch, parts);
    if (unsent) throw new Error(`SQS does not take a message (${unsent.code}).`);
  }
}
