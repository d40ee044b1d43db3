// Draws what the queue asks for. What has failed is given back, message by message, and SQS brings it again or, at last, puts it
// among the dead letters.
import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { errorFields } from '../../edge/core/error-fields.ts';
import { type Message, type PlaceInJob, parseMessage, parseUnchecked } from '../../edge/core/prerender/messages.ts';
import { AFTER_DRAWING_MS } from '../../edge/core/time-limits.ts';
import { type EnqueueParts, enqueueRequests } from './enqueue-requests.ts';
import { FUNCTION_NAME, type PrerenderCardParts, prerenderCard } from './prerender-card.ts';

export interface PrerenderWorkerParts extends PrerenderCardParts, EnqueueParts {
  readonly markDone: (places: readonly PlaceInJob[]) => Promise<void>;
}

export function createPrerenderWorker(parts: PrerenderWorkerParts) {
  const { config, markDone, log } = parts;

  async function work(record: SQSRecord): Promise<PlaceInJob | undefined> {
    const message = await readOrReport(record.body, parts);
    if (message?.kind === 'card') {
      return prerenderCard(message.message, Number(record.attributes.ApproximateReceiveCount), parts);
    }
    if (message) await enqueueRequests(message.object, parts);
    return undefined;
  }

  return async function prerenderWorker(
    event: SQSEvent,
    context: Pick<Context, 'getRemainingTimeInMillis'>,
  ): Promise<SQSBatchResponse> {
    const failed = new Set<string>();
    const done = new Map<string, PlaceInJob>();
    for (const record of event.Records) {
      const { messageId } = record;
      // A card that Lambda cuts off would fail the messages before it as well.
      if (context.getRemainingTimeInMillis() < config.budgetMs + AFTER_DRAWING_MS) {
        failed.add(messageId);
        continue;
      }
      try {
        const place = await work(record);
        if (place) done.set(messageId, place);
      } catch (error) {
        failed.add(messageId);
        log('message_failed', { messageId, ...errorFields(error) });
      }
    }
    try {
      await markDone([...done.values()]);
    } catch (error) {
      // They come again, are found in S3 and are counted then.
      for (const messageId of done.keys()) failed.add(messageId);
      log('progress_failed', errorFields(error));
    }
    return { batchItemFailures: [...failed].map((itemIdentifier) => ({ itemIdentifier })) };
  };
}

/** A card that a deploy has made invalid since it was sent is reported to its job, and done with. */
async function readOrReport(body: string, { config, markFailed, log }: PrerenderCardParts): Promise<Message | undefined> {
  try {
    return parseMessage(body);
  } catch (error) {
    const sent = parseUnchecked(body);
    if (!sent) throw error;
    const { code, reason } = errorFields(error);
    log('card_failed', { stage: config.stage, function: FUNCTION_NAME, code, reason, final: true }, { CardsFailed: 1 });
    await markFailed(sent.place.job, { line: sent.place.line, code, message: reason, card: sent.card });
    return undefined;
  }
}
