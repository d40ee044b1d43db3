// The figures: of all requests, and of those of a template, a network or a card.
import { DEFAULT_STATUS } from './card-names.ts';
import { FILE, type Group, NO_CARD } from './group.ts';

export interface Tally {
  readonly requests: number;
  readonly bytes: number;
  /** Answered by an edge location, by Origin Shield, and by S3 saying that a cached picture is still right. */
  readonly cached: number;
  readonly shield: number;
  readonly refreshed: number;
  /** That went to the functions and S3. */
  readonly missed: number;
  /** Of the missed: cards that were drawn then, complete or not. */
  readonly drawn: number;
  readonly incomplete: number;
  /** Of the missed: whether they were drawn is not in the log. */
  readonly unknown: number;
  /** Answered with the default card, wherever from, though its address is not that of the default card: it is no card's. */
  readonly wrong: number;
  /** Answered with the fallback picture by a function. */
  readonly fallback: number;
  /** Of CloudFront itself: a function threw, was throttled, gave what CloudFront refuses, or S3 was not to be had. */
  readonly errors: number;
  /** 4xx: by the firewall, or for a method that is not allowed. */
  readonly refused: number;
  /** The viewer went before the end. */
  readonly left: number;
}

export const NOTHING: Tally = {
  requests: 0,
  bytes: 0,
  cached: 0,
  shield: 0,
  refreshed: 0,
  missed: 0,
  drawn: 0,
  incomplete: 0,
  unknown: 0,
  wrong: 0,
  fallback: 0,
  errors: 0,
  refused: 0,
  left: 0,
};

export type Adding = { -readonly [K in keyof Tally]: number };

const BY_HOW = {
  cache: 'cached',
  shield: 'shield',
  refreshed: 'refreshed',
  origin: 'missed',
  error: 'errors',
  refused: 'refused',
  left: 'left',
} as const satisfies Record<Group['how'], keyof Tally>;

export function addTo(tally: Adding, { how, status, template, requests, bytes }: Group): void {
  tally.requests += requests;
  tally.bytes += bytes;
  tally[BY_HOW[how]] += requests;
  if (status === DEFAULT_STATUS && template === NO_CARD) tally.wrong += requests;
  if (status === 'fallback') tally.fallback += requests;
  if (how !== 'origin') return;
  if (status === 'drawn' || status === 'incomplete') tally.drawn += requests;
  if (status === 'incomplete') tally.incomplete += requests;
  if (status === '' && template !== FILE) tally.unknown += requests;
}
