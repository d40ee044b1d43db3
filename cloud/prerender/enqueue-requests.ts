import type { Config } from '../../edge/core/config.ts';
import { errorFields } from '../../edge/core/error-fields.ts';
import type { Log } from '../../edge/core/ports.ts';
import { parseCardLine } from '../../edge/core/prerender/card-line.ts';
import { cardLinesOf } from '../../edge/core/prerender/card-lines.ts';
import type { CardMessage, RequestObject } from '../../edge/core/prerender/messages.ts';

export interface EnqueueParts {
  readonly config: Config;
  /** The bytes of an object in the request bucket. Throws CardError. */
  readonly readRequests: (object: RequestObject) => Promise<Uint8Array>;
  /** Puts cards into the queue, or throws. */
  readonly send: (messages: readonly CardMessage[]) => Promise<void>;
  readonly log: Log;
}

/**
 * A message for each card of a list, so that a card fails alone. An object that comes twice is drawn once. Throws CardError
 * `bad_list` for what is no text.
 */
export async function enqueueRequests(object: RequestObject, { readRequests, send, config, log }: EnqueueParts): Promise<void> {
  const messages: CardMessage[] = [];
  const bytes = await readRequests(object);
  for await (const { line, text, unreadable } of cardLinesOf([bytes])) {
    try {
      if (unreadable) throw unreadable;
      messages.push({ card: await parseCardLine(text, config.signingKeys) });
    } catch (error) {
      // The publisher's mistake, which no repetition mends. The others of the list are drawn.
      log('request_refused', { object: object.key, line, ...errorFields(error) });
    }
  }
  await send(messages);
  log('requests_read', { object: object.key, cards: messages.length });
}
