// What strangers can make a deployment pay: an hour of each kind of flood, and all pictures of a template. Computed, not measured, as
// an upper bound: every request gets as far as it can, every body is read, and nothing is free or cheaper by volume.
import { type Cost, mixed } from './formula.ts';
import { ASSUMED, type Assumptions, costKinds } from './model.ts';
import { PRICES } from './prices.ts';

export const FLOOD = {
  /** Requests a second. */
  rate: 10_000,
  /** Functions of a usual account that run at the same time: as many sandboxes are empty at first. */
  concurrency: 1000,
  /** From the first card of a surge until drawing is off: what the brake is tested for. */
  brakeSeconds: 120,
  /** CloudFront keeps the picture that is answered instead of a drawing. */
  fallbackSeconds: 300,
} as const;

const HOUR_SECONDS = 3600;
const MILLION = 1e6;

/** An hour of one kind of flood, in USD. */
export interface FloodHour {
  readonly what: string;
  /** Both functions, S3 and logs. */
  readonly work: number;
  /** CloudFront's price by the request. */
  readonly requests: number;
  /** What leaves CloudFront if bodies are read to their end: nothing for HEAD. */
  readonly transfer: number;
  readonly total: number;
}

/** @param cards how many there are of the largest template without a signature */
export function floodHours(cards: bigint, assumptions: Assumptions = ASSUMED): readonly FloodHour[] {
  const { stored, cached } = costKinds({ ...assumptions, 'cold-share': 0 });
  const all = (FLOOD.rate * HOUR_SECONDS) / MILLION;
  const unguarded = { ...stored, cdn: stored.cdn - MILLION * PRICES.viewerFunction };
  const hour = (what: string, parts: Parts) => flood(what, parts, assumptions);
  return [
    hour('junk, made-up versions and spellings', [[all, cached]]),
    hour('the same, if nothing stood in front of the cache', [[all, unguarded]]),
    hour('forged signatures', [[all, stored]]),
    hour('cards without a signature, drawing stays on', drawingHour(cards, HOUR_SECONDS, assumptions)),
    hour('the same, with the brake', drawingHour(cards, FLOOD.brakeSeconds, assumptions)),
    blockedHour(all),
  ];
}

/** USD of drawing each card once: as often as the template has a new design version. Infinity where they cannot be counted. */
export function allPicturesCost(cards: bigint, assumptions: Assumptions = ASSUMED): number {
  return mixed(newCards(Number(cards), assumptions)).total;
}

/** Millions of requests, and what a million costs. */
type Parts = readonly (readonly [millions: number, perMillion: Cost])[];

/** Every sandbox of the account is empty once. */
function newCards(cards: number, assumptions: Assumptions): Parts {
  const cold = Math.min(cards, FLOOD.concurrency);
  const drawn = (share: number) => costKinds({ ...assumptions, 'cold-share': share }).drawn;
  return [
    [cold / MILLION, drawn(100)],
    [(cards - cold) / MILLION, drawn(0)],
  ];
}

/**
 * While drawing is on: as many new cards as there are, or as the account's functions can draw; what is beyond ends at CloudFront.
 * Then the fallback picture, which each address costs once in `fallbackSeconds`.
 */
function drawingHour(cards: bigint, drawingSeconds: number, assumptions: Assumptions): Parts {
  const { stored, cached } = costKinds({ ...assumptions, 'cold-share': 0 });
  const able = FLOOD.concurrency / (assumptions['warm-ms'] / 1000);
  const drawn = Math.min(Number(cards), Math.min(FLOOD.rate, able) * drawingSeconds);
  const offSeconds = HOUR_SECONDS - drawingSeconds;
  const misses = Math.min(FLOOD.rate * offSeconds, (Number(cards) * offSeconds) / FLOOD.fallbackSeconds);
  return [
    ...newCards(drawn, assumptions),
    [misses / MILLION, stored],
    [(FLOOD.rate * HOUR_SECONDS - drawn - misses) / MILLION, cached],
  ];
}

/** CloudFront takes nothing for what WAF blocks (whats-new/2024/11/amazon-cloudfront-charges-requests-blocked-aws-waf). */
function blockedHour(millions: number): FloodHour {
  const requests = millions * MILLION * PRICES.wafRequest;
  return { what: 'any of these, blocked by the firewall', work: 0, requests, transfer: 0, total: requests };
}

function flood(what: string, parts: Parts, assumptions: Assumptions): FloodHour {
  const { edge, s3, logs, cdn } = mixed(parts);
  const millions = parts.reduce((sum, [each]) => sum + each, 0);
  const transfer = millions * assumptions['picture-kb'] * PRICES.transferGb; // a million kB is a GB
  return { what, work: edge + s3 + logs, requests: cdn - transfer, transfer, total: edge + s3 + logs + cdn };
}
