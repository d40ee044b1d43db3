/** Why a card cannot be had. Each code says which stage refused; the message says what, where and what is allowed. */
export type CardErrorCode =
  | 'not_a_card' // the path or key is not in the grammar, or not the canonical spelling
  | 'bad_list' // a list of cards that cannot be read, or is something else than UTF-8 text
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
  | 'drawing_off' // switched off for cards without a signature
  | 'store_failed'
  | 'queue_failed'; // SQS or the table of jobs

/** Every failure that we expect. Anything else that is thrown is a bug. */
export class CardError extends Error {
  override readonly name = 'CardError';
  readonly code: CardErrorCode;
  /** The message without what it quotes of somebody's input, for a log: that may be a signature in the wrong place. */
  readonly messageForLog: string;

  constructor(code: CardErrorCode, message: string, { messageForLog = message, ...options }: CardErrorOptions = {}) {
    super(message, options);
    this.code = code;
    this.messageForLog = messageForLog;
  }
}

export interface CardErrorOptions extends ErrorOptions {
  /** @default the message */
  readonly messageForLog?: string;
}

/** An error that quotes input, written with the quotes for the sender and without them for a log. */
export function quotingError(
  code: CardErrorCode,
  write: (quote: (input: unknown) => string) => string,
  options?: ErrorOptions,
): CardError {
  return new CardError(code, write(quoted), { ...options, messageForLog: write(() => '…') });
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
