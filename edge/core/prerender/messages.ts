// What the queue carries: a card to draw, or the news that a publisher has put a list of cards into the request bucket.
import { type Card, createCard } from '../../../card-schema/catalogue.ts';
import { CardError } from '../../../card-schema/errors.ts';

/** A card as it was sent, which may be none any more. */
export interface SentCard {
  readonly template: string;
  readonly params: unknown;
}

export interface CardMessage {
  readonly card: Card;
  /** Absent for a card of a publisher, whom nobody reports to. */
  readonly place?: PlaceInJob;
}

/** Where a card stands in a job: its line in the list, which is its identity however often its message comes. */
export interface PlaceInJob {
  readonly job: string;
  readonly line: number;
}

export interface RequestObject {
  readonly bucket: string;
  readonly key: string;
  readonly bytes: number;
}

export type Message =
  | { readonly kind: 'card'; readonly message: CardMessage }
  | { readonly kind: 'requests'; readonly object: RequestObject };

/** Not the key, because a deploy between sending and drawing may change the design version. */
export function formatCardMessage({ card: { template, params }, place }: CardMessage): string {
  return JSON.stringify({ template, params, ...place });
}

/** What a card's message says of itself, whether it is a card or, after a deploy that changed its template, no longer one. */
export function parseUnchecked(body: string): { readonly card: SentCard; readonly place: PlaceInJob } | undefined {
  const { template, params, ...rest } = readObject(body);
  const place = placeIn(rest);
  return typeof template === 'string' && place ? { card: { template, params }, place } : undefined;
}

/** Reads a message's body. Throws CardError. */
export function parseMessage(body: string): Message {
  const { template, params, ...rest } = readObject(body);
  const object = requestObject(rest);
  if (object) return { kind: 'requests', object };
  if (typeof template !== 'string') throw new CardError('not_a_card', 'The message is neither a card nor an event of S3.');
  const card = createCard(template, params);
  const place = placeIn(rest);
  return { kind: 'card', message: { card, ...(place ? { place } : {}) } };
}

function placeIn({ job, line }: Readonly<Record<string, unknown>>): PlaceInJob | undefined {
  return typeof job === 'string' && Number.isSafeInteger(line) ? { job, line: line as number } : undefined;
}

function readObject(body: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(body);
    if (typeof value === 'object' && value !== null) return value as Readonly<Record<string, unknown>>;
  } catch (cause) {
    throw new CardError('not_a_card', 'The message is not JSON.', { cause });
  }
  throw new CardError('not_a_card', 'The message is not a JSON object.');
}

/** An event of EventBridge: docs.aws.amazon.com/AmazonS3/latest/userguide/ev-events.html. Its key is not percent-encoded. */
function requestObject(event: Readonly<Record<string, unknown>>): RequestObject | undefined {
  if (event['source'] !== 'aws.s3' || event['detail-type'] !== 'Object Created') return undefined;
  const { bucket, object } = event['detail'] as { bucket: { name: string }; object: { key: string; size?: number } }; // as documented
  return { bucket: bucket.name, key: object.key, bytes: object.size ?? 0 };
}
