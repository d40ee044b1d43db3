// Holds what was seen of a fault against what is promised. Each sentence that comes back is a violation.
import type { KeptBounds, Shown } from '../../tools/docs/fault-results.ts';
import { PROMISES, type Promised } from './expected.ts';
import type { Evidence, Fault } from './fault.ts';

/** What was there while the fault was on. */
export interface Seen {
  readonly shown: Shown;
  readonly status: number;
  readonly cardStatus: string | undefined;
  readonly cacheControl: string | undefined;
  readonly ms: number;
  /** Whether the second viewer got it from the cache. */
  readonly kept: boolean;
  readonly stored: boolean;
  /** Whether what S3 keeps is what was asked for. */
  readonly storedRight: boolean;
  /** Keys in S3 that nobody asked for. */
  readonly strange: readonly string[];
  readonly log: readonly string[];
  /** Requests that the proxies meddled with. */
  readonly meddled: number;
}

/** What was there when it was off. */
export interface SeenNext {
  readonly shown: Shown;
  readonly cardStatus: string | undefined;
  readonly cacheControl: string | undefined;
  readonly ms: number;
  readonly stored: boolean;
  readonly storedRight: boolean;
  /** Whether another card, which nobody had drawn, was drawn right after it. */
  readonly drawsOn: boolean;
}

/** The same address, once the fault was over and its time in the cache too. */
export interface Mended {
  readonly cardStatus: string | undefined;
  /** Whether it shows more than it did. */
  readonly changed: boolean;
  /** Whether S3 keeps this very picture. */
  readonly stored: boolean;
}

/** While a fault is on: short, so that many fit into minutes. */
export const BUDGET_MS = 3000;
/** As a deployment has it that sets nothing. */
export const USUAL_BUDGET_MS = 8000;
/** Loading the function, asking S3, sending the answer: all that is not in the function's own budget. */
const MAX_EXTRA_MS = 1500;

export function judge(fault: Fault, seen: Seen): readonly string[] {
  const { expected, drawn = false, budgetMs = BUDGET_MS, besidesMs = 0 } = fault;
  const promised: Promised = PROMISES[expected];
  const { shown, status, cardStatus, cacheControl, ms, kept, stored, storedRight, strange } = seen;
  const limitMs = budgetMs + MAX_EXTRA_MS + besidesMs;
  return [
    unless(shown === promised.shown, `shows ${shown}`),
    unless(promised.statuses.includes(status), `status ${status}`),
    unless(promised.cardStatuses.includes(cardStatus), `x-card-status ${cardStatus}`),
    unless(cacheControl === promised.cacheControl, `cache-control ${cacheControl}`),
    unless(kept === promised.keptSeconds > 0, `CloudFront ${kept ? 'keeps' : 'does not keep'} it`),
    unless(stored === (promised.stored || drawn), `S3 ${stored ? 'has' : 'does not have'} what was asked for`),
    unless(storedRight || !stored, 'S3 keeps a wrong picture'),
    unless(strange.length === 0, `S3 has ${strange.join()}`),
    unless(ms <= limitMs, `takes ${ms} ms of ${limitMs}`),
    judgeEvidence(fault, seen),
  ].flat();
}

function judgeEvidence({ logged, meddled = 0, atLeastMs = 0 }: Partial<Evidence>, seen: Seen): readonly string[] {
  return [
    unless(!logged || seen.log.some((line) => logged.test(line)), `does not log ${logged}`),
    unless(seen.meddled >= meddled, `meddled with ${seen.meddled} requests of ${meddled}`),
    unless(seen.ms >= atLeastMs, `takes ${seen.ms} ms, and must take ${atLeastMs}`),
  ].flat();
}

/** So far before and after a time is over the bench asks: its own work between two requests takes a second or two. */
export const MARGIN_SECONDS = 10;

export function judgeKept({ expected }: Pick<Fault, 'expected'>, { heldSeconds, againSeconds }: KeptBounds): readonly string[] {
  const { keptSeconds } = PROMISES[expected];
  if (keptSeconds === 0) return unless(heldSeconds === undefined && againSeconds === 0, 'CloudFront keeps what it must not');
  const held = heldSeconds !== undefined && heldSeconds >= keptSeconds - MARGIN_SECONDS;
  return [
    unless(held, `CloudFront does not keep it for ${keptSeconds} s`),
    unless(!held || againSeconds !== undefined, `CloudFront keeps it for more than ${keptSeconds} s`),
  ].flat();
}

export function judgeMended(mended: Mended | undefined): readonly string[] {
  if (!mended) return ['the same address is not asked again'];
  const { cardStatus, changed, stored } = mended;
  return [
    unless(cardStatus === 'drawn', `the same address has x-card-status ${cardStatus} afterwards`),
    unless(changed, 'the same address shows no more afterwards'),
    unless(stored, 'S3 does not keep what the same address shows afterwards'),
  ].flat();
}

/** `before`: whether S3 had the card already. */
export function judgeNext(next: SeenNext, before: boolean): readonly string[] {
  const { shown, cardStatus, cacheControl, ms, stored, storedRight, drawsOn } = next;
  return [
    unless(shown === 'card', `the next request shows ${shown}`),
    unless(cardStatus === (before ? 'hit' : 'drawn'), `the next request has x-card-status ${cardStatus}`),
    unless(cacheControl === PROMISES.card.cacheControl, `the next request has cache-control ${cacheControl}`),
    unless(stored, 'after the next request S3 does not have the card'),
    unless(storedRight || !stored, 'after the next request S3 keeps a wrong picture'),
    unless(ms <= USUAL_BUDGET_MS + MAX_EXTRA_MS, `the next request takes ${ms} ms`),
    unless(drawsOn, 'another card is not drawn'),
  ].flat();
}

function unless(holds: boolean, otherwise: string): readonly string[] {
  return holds ? [] : [otherwise];
}
