/** Why a card cannot be had. Each code says which stage refused; the message says what, where and what is allowed. */
export type CardErrorCode =
  | 'not_a_card' // the path or key is not in the grammar, or not the canonical spelling
  | 'unknown_template'
  | 'invalid_params'
  | 'too_long'
  | 'bad_signature'
  | 'no_signing_key'
  | 'bad_config'
  | 'image_refused'
  | 'pack_failed'
  | 'browser_failed'
  | 'page_failed' // no answer, or fonts and connections that failed: another browser may do better
  | 'site_refused' // the card site answers, but not with a card page
  | 'draw_failed'
  | 'incomplete' // drawn, but without an image or a character: never stored
  | 'out_of_time'
  | 'version_mismatch'
  | 'bad_picture' // blank or broken
  | 'too_large'
  | 'store_failed'
  | 'queue_failed'; // SQS or the table of jobs

/** Every failure that we expect. Anything else that is thrown is a bug. */
export class CardError extends Error {
  override readonly name = 'CardError';
  readonly code: CardErrorCode;
  /** Parts of the message that quote somebody's input. A log leaves them out: they may be a signature in the wrong place. */
  readonly quotes: readonly string[];

  constructor(code: CardErrorCode, message: string, { quotes = [], ...options }: CardErrorOptions = {}) {
    super(message, options);
    this.code = code;
    this.quotes = quotes;
  }
}

export interface CardErrorOptions extends ErrorOptions {
  readonly quotes?: readonly string[];
}

/** At most 40 characters of a stranger's input, fit for a message or a log line. */
export function quoted(input: unknown): string {
  const text = typeof input === 'string' ? input : inWords(input);
  const characters = [...text.slice(0, 82)];
  return JSON.stringify(characters.length > 40 ? `${characters.slice(0, 40).join('')}…` : text);
}

function inWords(input: unknown): string {
  try {
    return JSON.stringify(input) ?? String(input);
  } catch {
    return typeof input; // in a circle, nested too deep, or no JSON at all
  }
}
