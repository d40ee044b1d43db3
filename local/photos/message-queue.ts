// A queue as SQS is, in the data folder: a message stays until it is dealt with, comes again when that fails, and at last lies among
// the dead letters.
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { SQSRecord } from 'aws-lambda';
import { MAX_RECEIVES } from '../../cloud/photos/create-photo-worker.ts';
import { openRowFiles, type RowFiles } from './row-files.ts';

export interface MessageQueueOptions {
  readonly folder: string;
  /** Deals with a message; rejects if it has to come again. */
  readonly receive: (record: SQSRecord) => Promise<void>;
  /** Messages that are dealt with at once. */
  readonly concurrency: number;
  /** Until a message comes again, in milliseconds. */
  readonly retryMs: number;
  readonly onDead: (message: DeadLetter) => void;
}

export interface DeadLetter {
  readonly messageId: string;
  readonly body: string;
}

export interface MessageQueue {
  /** Begins with what was there when the queue was opened. */
  start(): void;
  /** The message is on the disk when this has ended. */
  send(body: string): Promise<void>;
  /** Receives no more. What is being dealt with is received again by the next start, unless it ends well. */
  stop(): void;
}

interface StoredMessage extends DeadLetter {
  /** Unix time, and no two have the same: the next start receives them in this order. */
  readonly sentMs: number;
  /** Receives that failed. */
  readonly failures: number;
}

export async function openMessageQueue(options: MessageQueueOptions): Promise<MessageQueue> {
  const { folder, concurrency, retryMs } = options;
  const shelves = {
    messages: await openRowFiles<StoredMessage>(join(folder, 'messages')),
    dead: await openRowFiles<StoredMessage>(join(folder, 'dead-letters')),
  };
  const visible = [...shelves.messages.found].sort((a, b) => a.sentMs - b.sentMs);
  const timers = new Set<NodeJS.Timeout>();
  let lastSentMs = visible.at(-1)?.sentMs ?? 0;
  let running = 0;
  let isOpen = false;

  function next(): void {
    while (isOpen && running < concurrency) {
      const message = visible.shift();
      if (!message) return;
      running++;
      deal(message, options, shelves, () => isOpen)
        .then((again) => again && isOpen && showLater(again))
        // The disk refuses: the next start has the message.
        .catch((error: unknown) => console.error('Queue of photos:', error))
        .finally(() => {
          running--;
          next();
        });
    }
  }

  function showLater(message: StoredMessage): void {
    const timer = setTimeout(() => {
      timers.delete(timer);
      visible.push(message);
      next();
    }, retryMs);
    timers.add(timer);
  }

  return {
    start() {
      isOpen = true;
      next();
    },
    async send(body) {
      lastSentMs = Math.max(Date.now(), lastSentMs + 1);
      const message: StoredMessage = { messageId: randomUUID(), body, sentMs: lastSentMs, failures: 0 };
      await shelves.messages.write(message.messageId, message);
      visible.push(message);
      next();
    },
    stop() {
      isOpen = false;
      for (const timer of timers) clearTimeout(timer);
    },
  };
}

interface Shelves {
  readonly messages: RowFiles<StoredMessage>;
  readonly dead: RowFiles<StoredMessage>;
}

/** Gives the message that has to come again. */
async function deal(
  message: StoredMessage,
  { receive, onDead }: MessageQueueOptions,
  { messages, dead }: Shelves,
  isOpen: () => boolean,
): Promise<StoredMessage | undefined> {
  const { messageId } = message;
  try {
    await receive(recordOf(message));
  } catch {
    if (!isOpen()) return undefined; // it was cut off, which is nobody's failure
    const failed = { ...message, failures: message.failures + 1 };
    if (failed.failures < MAX_RECEIVES) {
      await messages.write(messageId, failed);
      return failed;
    }
    await dead.write(messageId, failed);
    await messages.remove(messageId);
    onDead(failed);
    return undefined;
  }
  await messages.remove(messageId);
  return undefined;
}

function recordOf({ messageId, body, sentMs, failures }: StoredMessage): SQSRecord {
  return {
    messageId,
    receiptHandle: randomUUID(),
    body,
    attributes: {
      ApproximateReceiveCount: String(failures + 1),
      SentTimestamp: String(sentMs),
      SenderId: 'AIDAEDGECARDLOCAL',
      ApproximateFirstReceiveTimestamp: String(Date.now()),
    },
    messageAttributes: {},
    md5OfBody: '',
    eventSource: 'aws:sqs',
    eventSourceARN: 'arn:aws:sqs:us-east-1:000000000000:edgecard-photos',
    awsRegion: 'us-east-1',
  };
}
