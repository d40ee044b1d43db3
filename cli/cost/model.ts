// What cards cost under assumptions: `cards cost` prints it, the documents quote it.
import { type Cost, type CostInput, costPerMillion, costPerMillionCached, costPerMillionStored, mixed } from './formula.ts';
import { PRICES_OF } from './prices.ts';

/**
 * Times: three times what `npm run bench` measures on two cores for a warm card with path, token and S3, and more for the first card of an
 * empty sandbox (docs/11-performance.md): a function of 2,048 MB has 1.16 (AWS: one per 1,769 MB), its disk is slower, and images come over
 * a network. An empty sandbox whose card S3 has: 41 ms here (docs/decisions/0020-load-what-a-card-needs.md), and Lambda's own start of
 * Node comes on top.
 */
export const ASSUMED = {
  'hit-rate': 90,
  'new-share': 50,
  'warm-ms': 120,
  'cold-ms': 2500,
  'stored-cold-ms': 250,
  'cold-share': 5,
  memory: 2048,
  'picture-kb': 100,
} as const;

export type Assumption = keyof typeof ASSUMED;
export type Assumptions = Readonly<Record<Assumption, number>>;
type CostRow = readonly [name: string, cost: Cost];
export type CostRows = readonly [drawn: CostRow, stored: CostRow, cached: CostRow, mixed: CostRow];

/** Percent of runs that meet an empty sandbox: it decides more than anything else. */
export const COLD_SHARES = [0, 5, 25, 50, 100] as const;
/** Percent of the requests that reach S3 whose picture is there. */
export const STORED_SHARES = [0, 50, 90, 100] as const;

export function costRows(assumptions: Assumptions): CostRows {
  const { drawn, stored, cached } = costKinds(assumptions);
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
  return COLD_SHARES.map((share) => costKinds({ ...assumptions, 'cold-share': share }).drawn);
}

/** A million requests that reach S3: USD for each of COLD_SHARES, in each for each of STORED_SHARES. */
export function costByShares(assumptions: Assumptions): readonly (readonly number[])[] {
  return COLD_SHARES.map((cold) => {
    const { drawn, stored } = costKinds({ ...assumptions, 'cold-share': cold });
    return STORED_SHARES.map(
      (share) =>
        mixed([
          [share / 100, stored],
          [1 - share / 100, drawn],
        ]).total,
    );
  });
}

/** A million of each kind of request. */
export function costKinds(assumptions: Assumptions): { readonly drawn: Cost; readonly stored: Cost; readonly cached: Cost } {
  const input = inputOf(assumptions);
  return { drawn: costPerMillion(input), stored: costPerMillionStored(input), cached: costPerMillionCached(input) };
}

export function assumedIn(assumptions: Assumptions): string {
  const { 'hit-rate': hit, 'new-share': fresh, 'warm-ms': warm, 'cold-ms': cold, 'cold-share': coldShare } = assumptions;
  const { memory, 'picture-kb': kb, 'stored-cold-ms': storedCold } = assumptions;
  return `Assumed: ${kb} kB a picture; a card takes ${warm} ms, and ${coldShare} % of them ${cold} ms in an empty sandbox of ${memory} MB, or
${storedCold} ms where S3 has it; of mixed requests ${hit} % are answered from the cache, and of the others ${fresh} % draw a card.
Prices of us-east-1, ${PRICES_OF}; S3 with a month's keeping; without free tiers and what a month costs anyway.`;
}

function inputOf(assumptions: Assumptions): CostInput {
  return {
    memoryGb: assumptions.memory / 1024,
    warmSeconds: assumptions['warm-ms'] / 1000,
    coldSeconds: assumptions['cold-ms'] / 1000,
    storedColdSeconds: assumptions['stored-cold-ms'] / 1000,
    coldShare: assumptions['cold-share'] / 100,
    pictureKb: assumptions['picture-kb'],
  };
}
