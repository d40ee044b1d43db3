// What happens after an attempt at a card: decided here, without a browser and without a clock.
import { policyFor } from './error-policy.ts';
import { MAX_FIRST_ATTEMPT_SHARE, MAX_PING_MS, MAX_SHORT_PING_MS, MIN_RETRY_MS } from './time-limits.ts';

/**
 * How an attempt leaves its browser. `missing code`: it trapped, and code has been left out of its files. `crashed`: it died or
 * hangs for a reason that is not known. `unknown`: there was no time to find out.
 */
export type Ending = 'alive' | 'missing code' | 'crashed' | 'unknown';

/** What is known of a browser when its attempt has failed. */
export interface Evidence {
  /** Absent while the process runs; null for one that ended by itself. */
  readonly exitSignal?: NodeJS.Signals | null | undefined;
  /** Whether code has been left out of its files. Chromium's own assertions end in the same trap as missing code. */
  readonly lacksCode: boolean;
  /** Whether it answered; undefined when there was no time to ask. */
  readonly answered: boolean | undefined;
}

export function endingOf({ exitSignal, lacksCode, answered }: Evidence): Ending {
  if (exitSignal === 'SIGTRAP' && lacksCode) return 'missing code';
  if (answered === undefined) return 'unknown';
  return answered ? 'alive' : 'crashed';
}

/** How long to wait for a sign of life after a failure: where the browser is given up anyway, the next attempt needs the time. */
export function maxPingMsAfter(error: unknown): number {
  return policyFor(error).anotherBrowser ? MAX_SHORT_PING_MS : MAX_PING_MS;
}

/** A page that refuses a card has a browser that is well. In all other cases nothing of the browser can be trusted. */
export function keepsBrowser(error: unknown, ending: Ending): boolean {
  return !policyFor(error).anotherBrowser && ending === 'alive';
}

/** After the first attempt; there is no third. The second is made by another browser, which needs the time to start. */
export function decideRetry(error: unknown, remainingMs: number): 'give up' | 'try again' {
  return policyFor(error).anotherBrowser && remainingMs >= MIN_RETRY_MS ? 'try again' : 'give up';
}

/** How long a start or a drawing may take: in the first attempt no longer than leaves time for a second, where one is possible. */
export function maxStepMs(remainingMs: number, isFirst: boolean): number {
  const shareMs = remainingMs * MAX_FIRST_ATTEMPT_SHARE;
  return isFirst && remainingMs - shareMs >= MIN_RETRY_MS ? shareMs : remainingMs;
}
