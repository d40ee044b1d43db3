// What a million cards and a quiet month cost, under assumptions. `cards cost` prints it, the documents quote it.
import { METRICS } from '../edge/core/metrics.ts';
import {
  type Cost,
  type CostInput,
  costPerMillion,
  costPerMillionCached,
  costPerMillionStored,
  mixed,
  PRICES,
} from './cost-formula.ts';

/**
 * Times: `npm run bench` measured 22 to 48 ms for a warm card with path, token and S3, on two cores; a function of 2,048 MB has 1.16 (AWS: one per 1,769 MB), and images come over a network, so about three times that.
 */
export const ASSUMED = {
  'hit-rate': 90,
  'new-share': 50,
  'warm-ms': 120,
  'cold-ms': 2500,
  'cold-share': 5,
  memory: 2048,
  'picture-kb': 100,
} as const;

export type Assumption = keyof typeof ASSUMED;
export type Assumptions = Readonly<Record<Assumption, number>>;
type CostRow = readonly [name: string, cost: Cost];
export type CostRows = readonly [CostRow, ...CostRow[]];

/** Percent of new cards that meet an empty sandbox: it decides more than anything else. */
export const COLD_SHARES = [0, 5, 25, 50, 100] as const;

/** What is paid by the month, whether anybody asks for a card or not. */
export interface MonthlyCost {
  readonly what: string;
  readonly usd: number;
  readonly when: string;
  /** Also in a month without a request, with the default parameters. */
  readonly always: boolean;
}

export const MONTHLY: readonly MonthlyCost[] = [
  { what: 'two secrets', usd: 2 * PRICES.secretMonth, when: 'always', always: true },
  { what: 'the KMS key of the pictures', usd: PRICES.kmsKeyMonth, when: 'with `pictureKey`, the default', always: true },
  {
    what: `${Object.keys(METRICS).length} metrics`,
    usd: Object.keys(METRICS).length * PRICES.metricMonth,
    when: 'at most, in a month in which each of them counts something',
    always: false,
  },
];

/** USD for a month without a request. */
export function monthlyFloor(): number {
  return MONTHLY.filter(({ always }) => always).reduce((sum, { usd }) => sum + usd, 0);
}

export function costRows(assumptions: Assumptions): CostRows {
  const input = inputOf(assumptions);
  const [drawn, stored, cached] = [costPerMillion(input), costPerMillionStored(input), costPerMillionCached(input)];
  const missed = 1 - assumptions['hit-rate'] / 100;
  const drawnShare = missed * (assumptions['new-share'] / 100);
  const requests = mixed([
    [1 - missed, cached],
    [missed - drawnShare, stored],
    [drawnShare, drawn],
  ]);
  return [
    ['new cards: drawn, stored, sent', drawn],
    ['cards that S3 has', stored],
    ['cards from CloudFront’s cache', cached],
    ['requests, mixed', requests],
  ];
}

/** A million new cards for each of COLD_SHARES. */
export function costByColdShare(assumptions: Assumptions): readonly Cost[] {
  return COLD_SHARES.map((share) => costPerMillion(inputOf({ ...assumptions, 'cold-share': share })));
}

export function assumedIn(assumptions: Assumptions): string {
  const { 'hit-rate': hit, 'new-share': fresh, 'warm-ms': warm, 'cold-ms': cold, 'cold-share': coldShare } = assumptions;
  const { memory, 'picture-kb': kb } = assumptions;
  return `Assumed: ${kb} kB a picture; a card takes ${warm} ms, and ${coldShare} % of them ${cold} ms in an empty sandbox of ${memory} MB; of mixed
requests ${hit} % are answered from the cache, and of the others ${fresh} % draw a card. Prices of us-east-1, November 2026; S3 with a
month's keeping; without free tiers, logs and WAF.`;
}

function inputOf(assumptions: Assumptions): CostInput {
  return {
    memoryGb: assumptions.memory / 1024,
    warmSeconds: assumptions['warm-ms'] / 1000,
    coldSeconds: assumptions['cold-ms'] / 1000,
    coldShare: assumptions['cold-share'] / 100,
    pictureKb: assumptions['picture-kb'],
  };
}
