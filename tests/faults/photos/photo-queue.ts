// A queue as SQS gives it to the photo worker: what fails comes again, and after three deliveries lies among the dead letters.
import { randomUUID } from 'node:crypto';
import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { MAX_RECEIVES } from '../../../cloud/photos/receives.ts';

export interface Message {
  readonly messageId: string;
  readonly body: string;
  readonly sent: Date;
  receives: number;
}

/** A delivery to a worker. Rejects where the worker ends before it has answered: then all of its messages come again. */
export type Work = (event: SQSEvent, remainingMs: number) => Promise<SQSBatchResponse>;

export interface PhotoQueue {
  readonly waiting: readonly Message[];
  readonly dead: readonly Message[];
  send(body: string): Message;
  /** Delivers these, by default the first that waits, and says which of them come again. */
  deliver(remainingMs: number, messages?: readonly Message[]): Promise<readonly Message[]>;
  /** Somebody moves the dead letters back. */
  redrive(): void;
}

export function openPhotoQueue(work: Work): PhotoQueue {
  const waiting: Message[] = [];
  const dead: Message[] = [];
  const leave = (message: Message) => {
    const at = waiting.indexOf(message);
    if (at >= 0) waiting.splice(at, 1);
  };
  return {
    waiting,
    dead,
    send(body) {
      const message = { messageId: randomUUID(), body, sent: new Date(), receives: 0 };
      waiting.push(message);
      return message;
    },
    async deliver(remainingMs, messages = waiting.slice(0, 1)) {
      for (const message of messages) message.receives++;
      const failed = await failedOf(work({ Records: messages.map(recordOf) }, remainingMs), messages);
      for (const message of messages) {
        if (!failed.includes(message)) leave(message);
        else if (message.receives >= MAX_RECEIVES && waiting.includes(message)) {
          leave(message);
          dead.push(message);
        }
      }
      return failed;
    },
    redrive() {
      for (const message of dead.splice(0)) waiting.push({ ...message, receives: 0 });
    },
  };
}

async function failedOf(working: Promise<SQSBatchResponse>, messages: readonly Message[]): Promise<readonly Message[]> {
  try {
    const ids = (await working).batchItemFailures.map(({ itemIdentifier }) => itemIdentifier);
    return messages.filter(({ messageId }) => ids.includes(messageId));
  } catch {
    return messages;
  }
}

function recordOf({ messageId, body, sent, receives }: Message): SQSRecord {
  const attributes = { ApproximateReceiveCount: String(receives), SentTimestamp: String(sent.getTime()) };
  return { messageId, body, attributes } as SQSRecord; // the worker reads nothing else
}
