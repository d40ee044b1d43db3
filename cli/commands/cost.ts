// The command cost: what cards cost on AWS, by the formula that the bench uses as well.

import {
  type Cost,
  type CostInput,
  costPerMillion,
  costPerMillionCached,
  costPerMillionStored,
  mixed,
  PRICES,
} from '../cost-formula.ts';
import { command } from '../terminal/command.ts';
import { numberOf, UsageError } from '../terminal/options.ts';
import { formatTable } from '../terminal/table.ts';

/**
 * What is assumed unless told. Times: `npm run bench` measured 22 to 48 ms for a warm card with path, token and S3, on two
 * cores; a function of 2,048 MB has 1.16 (AWS: one per 1,769 MB), and images come over a network, so about three times that.
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

type Assumption = keyof typeof ASSUMED;

const BOUNDS: Readonly<Record<Assumption, readonly [least: number, most: number, value: string, about: string]>> = {
  'hit-rate': [0, 100, 'PERCENT', 'of requests that CloudFront’s cache answers'],
  'new-share': [0, 100, 'PERCENT', 'of the other requests whose card is drawn; S3 has the rest'],
  'warm-ms': [0, 30_000, 'MS', 'for a card in a browser that runs'],
  'cold-ms': [0, 30_000, 'MS', 'for the first card of a sandbox'],
  'cold-share': [0, 100, 'PERCENT', 'of new cards that meet an empty sandbox'],
  memory: [128, 10_240, 'MB', 'of the function that draws'],
  'picture-kb': [1, 750, 'KB', 'of a picture'],
};

const OPTIONS = {
  ...(Object.fromEntries(
    Object.entries(BOUNDS).map(([name, [, , value, about]]) => [
      name,
      { type: 'string', value, about: `${about}; ${ASSUMED[name as Assumption]} if left out` },
    ]),
  ) as unknown as Record<Assumption, { readonly type: 'string'; readonly value: string; readonly about: string }>), // its own keys
};

export type Assumptions = Readonly<Record<Assumption, number>>;

export const cost = command({
  about: 'prints what cards cost on AWS, and what that assumes',
  usage: '',
  options: OPTIONS,
  examples: ['cost', 'cost --hit-rate 99 --picture-kb 60', 'cost --memory 1769 --warm-ms 200 --json'],
  notes: 'A model, no bill: prices of us-east-1 in November 2026, without free tiers, taxes, logs, WAF and what is there anyway.',
  async run({ options, words }) {
    if (words.length > 0) throw new UsageError(`cost takes options only; got ${JSON.stringify(words[0])}.`);
    const read = (name: Assumption) =>
      numberOf(name, options[name], { least: BOUNDS[name][0], most: BOUNDS[name][1], initial: ASSUMED[name] });
    const names = Object.keys(ASSUMED) as Assumption[]; // its own keys
    const assumptions = Object.fromEntries(names.map((name) => [name, read(name)])) as unknown as Assumptions;
    const rows = costRows(assumptions);
    return {
      text: formatCosts(rows, assumptions),
      json: { assumptions, prices: PRICES, usdPerMillion: Object.fromEntries(rows) },
    };
  },
});

type Rows = readonly (readonly [name: string, cost: Cost])[];

export function costRows(assumptions: Assumptions): Rows {
  const input: CostInput = {
    memoryGb: assumptions.memory / 1024,
    warmSeconds: assumptions['warm-ms'] / 1000,
    coldSeconds: assumptions['cold-ms'] / 1000,
    coldShare: assumptions['cold-share'] / 100,
    pictureKb: assumptions['picture-kb'],
  };
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

export function assumedIn(assumptions: Assumptions): string {
  const { 'hit-rate': hit, 'new-share': fresh, 'warm-ms': warm, 'cold-ms': cold, 'cold-share': coldShare } = assumptions;
  const { memory, 'picture-kb': kb } = assumptions;
  return `Assumed: ${kb} kB a picture; a card takes ${warm} ms, and ${coldShare} % of them ${cold} ms in an empty sandbox of ${memory} MB; of mixed
requests ${hit} % are answered from the cache, and of the others ${fresh} % draw a card. Prices of us-east-1, November 2026; S3 with a
month's keeping; without free tiers, logs and WAF.`;
}

function formatCosts(rows: Rows, assumptions: Assumptions): string {
  const table = [COLUMNS, ...rows.map(([name, usd]) => [name, ...figures(usd)])];
  return `USD per million\n\n${formatTable(table, [1, 2, 3, 4])}\n\n${assumedIn(assumptions)}`;
}

const COLUMNS = ['', 'functions', 'S3', 'CloudFront', 'in all'];

function figures({ edge, s3, cdn, total }: Cost): readonly string[] {
  return [edge, s3, cdn, total].map((usd) => usd.toFixed(2));
}

/** The same for the README. */
export function costMarkdown(): string {
  const rows = costRows(ASSUMED).map(([name, usd]) => `| ${[name, ...figures(usd)].join(' | ')} |`);
  return [`| USD per million${COLUMNS.join(' | ')} |`, `| --- |${' --- |'.repeat(4)}`, ...rows, '', assumedIn(ASSUMED)].join(
    '\n',
  );
}
