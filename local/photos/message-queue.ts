// A queue as SQS is, in the data folder: a message stays until it is dealt with, comes again when that fails, and at last lies among
// the dead letters.
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { SQSRecord } from 'aws-lambda';
import { MAX_RECEIVES } from '../../cloud/photos/receives.ts';
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
  /** The message is on the disk when this has ended; it is received after `delayMs`, which are none if left out. */
  send(body: string, delayMs?: number): Promise<void>;
  /** Receives no more. What is being dealt with is received again by the next start, unless it ends well. */
  stop(): void;
}

interface StoredMessage extends DeadLetter {
  /** Unix time, and no two have the same: the next start receives them in this order. */
  readonly sentMs: number;
  /** Unix time before which it is not received. */
  readonly notBeforeMs?: number;
  /** Receives that failed. */
  readonly failures: number;
}

export async function openMessageQueue(options: MessageQueueOptions): Promise<MessageQueue> {
  const { folder, concurrency, retryMs } = options;
  const shelves = {
    messages: await openRowFiles<StoredMessage>(join(folder, 'messages')),
    dead: await openRowFiles<StoredMessage>(join(folder, 'dead-letters')),
  };
  const found = [...shelves.messages.found].sort((a, b) => a.sentMs - b.sentMs);
  const visible = found.filter(({ notBeforeMs }) => notBeforeMs === undefined);
  const delayed = found.filter(({ notBeforeMs }) => notBeforeMs !== undefined);
  const timers = new Set<NodeJS.Timeout>();
  let lastSentMs = found.at(-1)?.sentMs ?? 0;
  let running = 0;
  let isOpen = false;

  function next(): void {
    while (isOpen && running < concurrency) {
      const message = visible.shift();
      if (!message) return;
      running++;
      deal(message, options, shelves, () => isOpen)
        .then((again) => again && isOpen && show(again, retryMs))
        // The disk refuses: the next start has the message.
        .catch((error: unknown) => console.error('Queue of photos:', error))
        .finally(() => {
          running--;
          next();
        });
    }
  }

  function show(message: StoredMessage, inMs = (message.notBeforeMs ?? 0) - Date.now()): void {
    if (inMs <= 0) visible.push(message);
    else
      later(inMs, timers, () => {
        visible.push(message);
        next();
      });
  }

  return {
    start() {
      isOpen = true;
      for (const message of delayed.splice(0)) show(message);
      next();
    },
    async send(body, delayMs = 0) {
      lastSentMs = Math.max(Date.now(), lastSentMs + 1);
      const message = newMessage(body, lastSentMs, delayMs);
      await shelves.messages.write(message.messageId, message);
      show(message);
      next();
    },
    stop() {
      isOpen = false;
      for (const timer of timers) clearTimeout(timer);
    },
  };
}

function later(ms: number, timers: Set<NodeJS.Timeout>, work: () => void): void {
  const timer = setTimeout(() => {
    timers.delete(timer);
    work();
  }, ms);
  timers.add(timer);
}

function newMessage(body: string, sentMs: number, delayMs: number): StoredMessage {
  const delay = delayMs > 0 ? { notBeforeMs: Date.now() + delayMs } : {};
  return { messageId: randomUUID(), body, sentMs, failures: 0, ...delay };
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
