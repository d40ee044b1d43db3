// The brake at the edge: cards that anybody may ask for are not drawn while their drawing is switched off.
import { CardError } from '../../card-schema/errors.ts';
import type { Config } from './config.ts';
import { createDeadline } from './deadline.ts';
import { parseDrawingState } from './drawing-state.ts';
import { errorFields } from './error-fields.ts';
import { handledLater } from './handled-later.ts';
import type { DrawCard, Log, ReadDrawingState } from './ports.ts';
import { MAX_DRAWING_STATE_AGE_MS, MAX_DRAWING_STATE_READ_MS } from './time-limits.ts';

export interface BrakeParts {
  readonly draw: DrawCard;
  readonly readDrawingState: ReadDrawingState;
  readonly log: Log;
  /** @default Date.now */
  readonly now?: (() => number) | undefined;
}

/**
 * Draws unless drawing is switched off, and throws CardError `drawing_off` then. The state is read while the card is drawn, which takes
 * longer, so that no card waits for it: a sandbox draws one card before it knows, and throws it away. One that knows draws none.
 */
export function createBrakedDraw({ draw, readDrawingState, log, now = Date.now }: BrakeParts): DrawCard {
  let last = { isOn: true, readMs: Number.NEGATIVE_INFINITY };

  /** @param meanwhile what the reading may take as long as: an empty sandbox unpacks the browser next to it, on one processor */
  async function read(config: Config, meanwhile?: Promise<unknown>): Promise<boolean> {
    const givenUp = new AbortController();
    try {
      const reading = handledLater(readDrawingState(config, givenUp.signal));
      if (meanwhile) await Promise.race([reading, meanwhile]);
      const text = await createDeadline(MAX_DRAWING_STATE_READ_MS).bound('Reading the state of drawing', reading);
      return text === undefined || parseDrawingState(text).unsigned === 'on';
    } catch (error) {
      givenUp.abort();
      // A brake that cannot be read must not stop every card of the site, and a surge that S3 suffers from must not release it.
      log('drawing_state_unread', errorFields(error));
      return last.isOn;
    }
  }

  /** Never rejects. */
  async function isOn(config: Config, meanwhile?: Promise<unknown>): Promise<boolean> {
    if (now() - last.readMs < MAX_DRAWING_STATE_AGE_MS) return last.isOn;
    last = { isOn: await read(config, meanwhile), readMs: now() };
    return last.isOn;
  }

  return async (job) => {
    if (!last.isOn && !(await isOn(job.config))) throw off();
    // Both to the end, also where one fails: nothing may be under way once the function has answered.
    const drawing = Promise.allSettled([draw(job)]);
    const mayDraw = await isOn(job.config, drawing);
    const [drawn] = await drawing;
    if (!mayDraw) throw off();
    if (drawn.status === 'rejected') throw drawn.reason;
    return drawn.value;
  };
}

function off(): CardError {
  return new CardError('drawing_off', 'Drawing of cards without a signature is switched off.');
}
