// The brake at the edge: cards that anybody may ask for are not drawn while their drawing is switched off.
import { CardError } from '../../card-schema/errors.ts';
import type { Config } from './config.ts';
import { createDeadline } from './deadline.ts';
import { parseDrawingState } from './drawing-state.ts';
import { errorFields } from './error-fields.ts';
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

  async function read(config: Config): Promise<boolean> {
    const deadline = createDeadline(MAX_DRAWING_STATE_READ_MS);
    try {
      const text = await deadline.bound('Reading the state of drawing', readDrawingState(config, deadline.signal()));
      return text === undefined || parseDrawingState(text).unsigned === 'on';
    } catch (error) {
      // A brake that cannot be read must not stop every card of the site.
      log('drawing_state_unread', errorFields(error));
      return true;
    }
  }

  /** Never rejects. */
  async function isOn(config: Config): Promise<boolean> {
    if (now() - last.readMs < MAX_DRAWING_STATE_AGE_MS) return last.isOn;
    last = { isOn: await read(config), readMs: now() };
    return last.isOn;
  }

  return async (job) => {
    const state = isOn(job.config);
    if (!last.isOn && !(await state)) throw off();
    // Both to the end, also where one fails: nothing may be under way once the function has answered.
    const [drawing] = await Promise.allSettled([draw(job), state]);
    if (!(await state)) throw off();
    if (drawing.status === 'rejected') throw drawing.reason;
    return drawing.value;
  };
}

function off(): CardError {
  return new CardError('drawing_off', 'Drawing of cards without a signature is switched off.');
}
