// Whether cards are drawn whose addresses need no signature: an object in the picture bucket, which cloud/drawing-brake.ts and people
// write (`npm run cards -- drawing`), and the edge reads.
import { CardError } from '../../card-schema/errors.ts';

/** Its key. No address leads there: the functions send every request on to a card or to one of a few stored objects. */
export const DRAWING_STATE_KEY = 'settings/drawing.json';

export interface DrawingState {
  readonly unsigned: 'on' | 'off';
  /** An ISO date: when it was switched. */
  readonly since?: string;
  /** Who switched it: a person, or the alarm. */
  readonly by?: string;
  readonly why?: string;
}

/** Throws CardError `bad_config` for anything but such an object. What people have added to it is left out. */
export function parseDrawingState(text: string): DrawingState {
  const { unsigned, ...more } = readObject(text);
  if (unsigned !== 'on' && unsigned !== 'off') throw notAState();
  const texts = ['since', 'by', 'why'].flatMap((name) => (typeof more[name] === 'string' ? [[name, more[name]]] : []));
  return { unsigned, ...Object.fromEntries(texts) };
}

export function formatDrawingState(state: DrawingState): string {
  return `${JSON.stringify(state, undefined, 2)}\n`;
}

function readObject(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null) return value as Readonly<Record<string, unknown>>;
  } catch (cause) {
    throw notAState(cause);
  }
  throw notAState();
}

function notAState(cause?: unknown): CardError {
  return new CardError('bad_config', `${DRAWING_STATE_KEY} must be an object with "unsigned": "on" or "off".`, { cause });
}
