import { CardError } from '../../card-schema/errors.ts';
import { capped } from './capped.ts';

/** Enough for every problem of a configuration, and for the frames of a stack that matter. CloudWatch takes lines of 256 KB. */
const REASON_AT_MOST = 1500;
const CAUSE_AT_MOST = 500;
const STACK_AT_MOST = 2500;

/**
 * An error for the log: its code, its message, and for a bug its stack. Queries, tokens and signatures are cut out, because the
 * browser and the SDK quote whole addresses.
 */
export function describeError(error: unknown): {
  readonly code: string;
  readonly reason: string;
  readonly [more: string]: string;
} {
  if (!(error instanceof Error)) return { code: 'unexpected', reason: loggable(String(error), REASON_AT_MOST) };
  const reason = loggable(error.message, REASON_AT_MOST);
  if (!(error instanceof CardError)) return { code: 'unexpected', reason, stack: loggable(error.stack ?? '', STACK_AT_MOST) };
  const cause =
    error.cause instanceof Error ? { cause: loggable(`${error.cause.name}: ${error.cause.message}`, CAUSE_AT_MOST) } : {};
  return { code: error.code, reason, ...cause };
}

function loggable(text: string, atMost: number): string {
  return capped(redact(text), atMost);
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
