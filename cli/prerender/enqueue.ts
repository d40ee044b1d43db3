// Puts the cards of a list into the queue on AWS, ten at a time.
import type { Card } from '../../card-schema/catalogue.ts';
import { CardError } from '../../card-schema/errors.ts';
import { MAX_BATCH, type SendParts, sendBatch } from '../../cloud/prerender/send-messages.ts';
import { formatCardMessage } from '../../edge/core/prerender/messages.ts';
import type { CardLine } from '../../edge/core/prerender/readable-line.ts';
import { awsReason } from '../aws/aws.ts';
import { mapLimit } from '../pool/map-limit.ts';
import { createSeenCards } from './seen-cards.ts';

export interface EnqueueParts {
  readonly queue: Omit<SendParts<LineOfJob>, 'bodyOf'>;
  readonly job: string;
  readonly parse: (text: string) => Promise<Card>;
  readonly onSent: (count: number) => void;
  /** A line whose card is in the list before: it is not sent. */
  readonly onTwice: () => void;
  readonly onFailed: (line: CardLine, error: unknown) => void;
}

interface LineOfJob extends CardLine {
  readonly card: Card;
}

/** Batches under way at once: a round trip to SQS takes some ten milliseconds, a list some hundred thousand of them. */
const MAX_BATCHES = 8;

/** Throws CardError `queue_failed` when SQS takes nothing. */
export async function enqueueLines(lines: AsyncIterable<CardLine>, parts: EnqueueParts): Promise<void> {
  const { queue, job, parse, onSent, onFailed, onTwice } = parts;
  const seen = createSeenCards();
  const bodyOf = ({ card, line }: LineOfJob) => formatCardMessage({ card, place: { job, line } });

  async function* batches(): AsyncGenerator<readonly LineOfJob[]> {
    let batch: LineOfJob[] = [];
    for await (const line of lines) {
      try {
        if (line.unreadable) throw line.unreadable;
        const card = await parse(line.text);
        if (seen.isRepeated(card)) onTwice();
        else batch.push({ ...line, card });
      } catch (error) {
        onFailed(line, error);
      }
      if (batch.length < MAX_BATCH) continue;
      yield batch;
      batch = [];
    }
    if (batch.length > 0) yield batch;
  }

  const send = async (batch: readonly LineOfJob[]) => {
    try {
      return { batch, unsent: await sendBatch(batch, { ...queue, bodyOf }) };
    } catch (error) {
      throw sqsFailure(error);
    }
  };
  // When one fails, those that are under way end first: what is in the queue is counted.
  for await (const sent of mapLimit(batches(), { max: MAX_BATCHES, inOrder: true }, send)) {
    for (const { item, code } of sent.unsent) onFailed(item, new CardError('queue_failed', `SQS did not take it (${code}).`));
    onSent(sent.batch.length - sent.unsent.length);
  }
}

export function sqsFailure(cause: unknown): CardError {
  return new CardError('queue_failed', `SQS: ${awsReason(cause)}`, { cause });
}
