// Draws what the queue asks for. What has failed is given back, message by message, and SQS brings it again or, at last, puts it
// among the dead letters.
import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import type { DesignVersions } from '../../card-schema/design-version.ts';
import { CardError, type CardErrorCode } from '../../card-schema/errors.ts';
import { formatCardKey } from '../../edge/core/card-key.ts';
import type { Config } from '../../edge/core/config.ts';
import { describeError } from '../../edge/core/describe-error.ts';
import type { DrawCard, Log, PictureStore } from '../../edge/core/ports.ts';
import { holdsCard, parseCardLine } from '../../edge/core/prerender/card-line.ts';
import {
  type CardMessage,
  type Message,
  type PlaceInJob,
  parseMessage,
  parseUnchecked,
  type RequestObject,
} from '../../edge/core/prerender/messages.ts';
import { reasonFields } from '../../edge/core/request-line.ts';
import { createTimings } from '../../edge/core/timings.ts';
import { drawAndStore } from './draw-and-store.ts';
import type { JobFailure } from './job-table.ts';
import type { HasPicture } from './picture-lookup.ts';

export interface PrerenderWorkerParts {
  readonly config: Config;
  readonly designVersions: DesignVersions;
  readonly draw: DrawCard;
  readonly store: PictureStore;
  readonly hasPicture: HasPicture;
  readonly markDone: (places: readonly PlaceInJob[]) => Promise<void>;
  readonly markFailed: (job: string, failure: JobFailure) => Promise<void>;
  /** The text of an object in the request bucket. Throws CardError. */
  readonly readRequests: (object: RequestObject) => Promise<string>;
  /** Puts cards into the queue, or throws. */
  readonly send: (messages: readonly CardMessage[]) => Promise<void>;
  readonly log: Log;
}

/** In the log and, as their dimension, of the metrics. */
const NAME = 'prerender-worker';

/** How often SQS gives a message before it is a dead letter; infra/prerender.yml says the same. */
export const MAX_RECEIVES = 3;

/** For storing, the table and the answer, after a card that took its whole budget. */
export const AFTER_DRAWING_MS = 15_000;

/** What another try would only repeat. The card site and S3 may do better the next time. */
const FINAL: ReadonlySet<CardErrorCode> = new Set([
  'not_a_card',
  'unknown_template',
  'invalid_params',
  'too_long',
  'draw_failed',
  'incomplete', // an image that left does not come back within minutes, and every try would ask its host
  'too_large',
]);

export function createPrerenderWorker(parts: PrerenderWorkerParts) {
  const { config, designVersions, draw, store, hasPicture, markDone, markFailed, log } = parts;

  /** Gives the place that is done, if the card has one; that of a failure that was reported is not. */
  async function prerender({ card, place }: CardMessage, receives: number): Promise<PlaceInJob | undefined> {
    const key = formatCardKey(card, designVersions);
    try {
      if (!(await hasPicture(key))) {
        const timings = createTimings();
        const toDraw = { card, key, designVersion: designVersions[card.template] };
        await timings.measure('total', () => drawAndStore(toDraw, { config, draw, store }, timings));
        const ms = timings.all();
        log('card_drawn', { function: NAME, key, ms }, { CardsDrawn: 1, DrawMs: ms['total'] ?? 0 });
      }
      return place;
    } catch (error) {
      const { code, reason } = describeError(error);
      const final = error instanceof CardError && FINAL.has(error.code);
      const isIncomplete = code === 'incomplete';
      log(
        isIncomplete ? 'card_incomplete' : 'card_failed',
        { function: NAME, key, ...describeError(error), ...reasonFields(error), receives, final },
        isIncomplete ? { CardsDrawn: 1, CardsIncomplete: 1 } : { CardsFailed: 1 },
      );
      // In the report before it is among the dead letters: who follows the job would wait for it for ever.
      if (place && (final || receives >= MAX_RECEIVES)) {
        await markFailed(place.job, { line: place.line, code, message: reason, card });
        if (final) return undefined;
      }
      throw error;
    }
  }

  /** A card that a deploy has made invalid since it was sent is told to its job, and done with. */
  async function readOrReport(body: string): Promise<Message | undefined> {
    try {
      return parseMessage(body);
    } catch (error) {
      const sent = parseUnchecked(body);
      if (!sent) throw error;
      const { code, reason } = reasonFields(error);
      log('card_failed', { function: NAME, code, reason, final: true }, { CardsFailed: 1 });
      await markFailed(sent.place.job, { line: sent.place.line, code, message: reason, card: sent.card });
      return undefined;
    }
  }

  async function work(record: SQSRecord): Promise<PlaceInJob | undefined> {
    const message = await readOrReport(record.body);
    if (!message) return undefined;
    if (message.kind === 'card') return prerender(message.message, Number(record.attributes.ApproximateReceiveCount));
    await enqueue(message.object, parts);
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
        log('message_failed', { messageId, ...describeError(error), ...reasonFields(error) });
      }
    }
    try {
      await markDone([...done.values()]);
    } catch (error) {
      // They come again, are found in S3 and are counted then.
      for (const messageId of done.keys()) failed.add(messageId);
      log('progress_failed', describeError(error));
    }
    return { batchItemFailures: [...failed].map((itemIdentifier) => ({ itemIdentifier })) };
  };
}

/** A message for each card, so that a card fails alone. An object that comes twice is drawn once. */
async function enqueue(object: RequestObject, { readRequests, send, config, log }: PrerenderWorkerParts): Promise<void> {
  const messages: CardMessage[] = [];
  const lines = (await readRequests(object)).split(/\r?\n/);
  for (const [at, text] of lines.entries()) {
    if (!holdsCard(text)) continue;
    try {
      messages.push({ card: await parseCardLine(text, config.signingKeys) });
    } catch (error) {
      // The publisher's mistake, which no other try mends. The others of the list are drawn.
      log('request_refused', { object: object.key, line: at + 1, ...describeError(error) });
    }
  }
  await send(messages);
  log('requests_read', { object: object.key, cards: messages.length });
}
