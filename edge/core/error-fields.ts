import { CardError, type CardErrorCode } from '../../card-schema/errors.ts';
import { truncate } from './truncate.ts';

/** Enough for every problem of a configuration, and for the frames of a stack that matter. CloudWatch takes lines of 256 KB. */
const MAX_REASON_CHARACTERS = 1500;
const MAX_CAUSE_CHARACTERS = 500;
const MAX_STACK_CHARACTERS = 2500;

// Types, because an interface cannot be passed where any fields may stand.

export type ErrorReason = {
  readonly code: CardErrorCode | 'unexpected';
  readonly reason: string;
};

export type ErrorFields = ErrorReason & {
  readonly cause?: string;
  readonly stack?: string;
};

/**
 * An error for the log: its code, its message, its cause, and for a bug its stack. What the message quotes of somebody's input is
 * left out, because it may be a signature in the wrong place; the cause of such a message is only named, because it may quote the
 * same. Queries, tokens and signatures are cut out as well: the browser and the SDK quote whole addresses.
 */
export function errorFields(error: unknown): ErrorFields {
  const fields = reasonOf(error, messageForLog(error));
  if (!(error instanceof Error)) return fields;
  if (!(error instanceof CardError)) return { ...fields, stack: loggable(error.stack ?? '', MAX_STACK_CHARACTERS) };
  const { cause } = error;
  if (!(cause instanceof Error)) return fields;
  // A SyntaxError is of JSON.parse here, which quotes what it reads.
  const quotesInput = error.messageForLog !== error.message || cause instanceof SyntaxError;
  return {
    ...fields,
    cause: loggable(quotesInput ? cause.name : `${cause.name}: ${messageForLog(cause)}`, MAX_CAUSE_CHARACTERS),
  };
}

/** The same for the one who sent the input, who may see it again. */
export function errorForSender(error: unknown): ErrorReason {
  return reasonOf(error, messageOf(error));
}

function reasonOf(error: unknown, message: string): ErrorReason {
  return { code: error instanceof CardError ? error.code : 'unexpected', reason: loggable(message, MAX_REASON_CHARACTERS) };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function messageForLog(error: unknown): string {
  return error instanceof CardError ? error.messageForLog : messageOf(error);
}

function loggable(text: string, maxCharacters: number): string {
  return truncate(redact(text), maxCharacters);
}

/**
 * Tokens and signatures are known by their shape as well, wherever they stand. Digits are looked at once, from the first of them on:
 * from each one on, the time would grow as the square of their number.
 */
function redact(text: string): string {
  return text
    .replace(/\?[^\s"]+/g, '?…')
    .replace(/(?<!\d)\d+\.[A-Za-z0-9_-]{43}/g, '…')
    .replace(/(\/[A-Za-z0-9_-]+\.)[A-Za-z0-9_-]{22}(?![A-Za-z0-9_-])/g, '$1…')
    .replace(/\.[A-Za-z0-9_-]{22}(?=\.jpg)/g, '.…');
}
