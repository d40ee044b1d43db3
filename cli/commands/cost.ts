// The command cost: what cards cost on AWS, by the formula that the bench uses as well.
import { type Cost, PRICES } from '../cost-formula.ts';
import {
  ASSUMED,
  type Assumption,
  type Assumptions,
  assumedIn,
  COLD_SHARES,
  type CostRows,
  costByColdShare,
  costRows,
  MONTHLY,
  monthlyFloor,
} from '../cost-model.ts';
import { command } from '../terminal/command.ts';
import type { NumberOption } from '../terminal/option.ts';
import { formatTable } from '../terminal/table.ts';

const BOUNDS: Readonly<Record<Assumption, readonly [min: number, max: number, value: string, description: string]>> = {
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
    Object.entries(BOUNDS).map(([name, [min, max, value, description]]) => [
      name,
      { type: 'number', value, description, min, max, initial: ASSUMED[name as Assumption] },
    ]),
  ) as unknown as Record<Assumption, NumberOption & { readonly initial: number }>), // its own keys
};

export const cost = command({
  description: 'prints what cards cost on AWS, and what that assumes',
  usage: '',
  options: OPTIONS,
  examples: ['cost', 'cost --hit-rate 99 --picture-kb 60', 'cost --memory 1769 --warm-ms 200 --json'],
  notes: 'A model, no bill: prices of us-east-1 in November 2026, without free tiers, taxes, logs, WAF and what is there anyway.',
  async run({ options }) {
    const assumptions: Assumptions = options;
    const rows = costRows(assumptions);
    return {
      text: formatCosts(rows, assumptions),
      json: {
        assumptions,
        prices: PRICES,
        usdPerMillion: Object.fromEntries(rows),
        usdPerMillionByColdShare: Object.fromEntries(costByColdShare(assumptions).map((each, at) => [COLD_SHARES[at], each])),
        usdPerMonthWithoutRequests: monthlyFloor(),
      },
    };
  },
});

function formatCosts(rows: CostRows, assumptions: Assumptions): string {
  const byColdShare = costByColdShare(assumptions).map((usd, at) => [`${COLD_SHARES[at]} %`, ...figures(usd)]);
  const monthly = MONTHLY.map(({ what, usd, when }) => [what, usd.toFixed(2), when.replaceAll('`', '')]);
  return [
    'USD per million',
    formatTable([COLUMNS, ...rows.map(([name, usd]) => [name, ...figures(usd)])], FIGURES),
    'USD per million new cards, by the share that meets an empty sandbox',
    formatTable([COLUMNS, ...byColdShare], FIGURES),
    'USD a month, whatever is asked for',
    formatTable(monthly, [1]),
    assumedIn(assumptions),
  ].join('\n\n');
}

const COLUMNS = ['', 'functions', 'S3', 'CloudFront', 'in all'];
/** Columns that stand to the right. */
const FIGURES = [1, 2, 3, 4];

function figures({ edge, s3, cdn, total }: Cost): readonly string[] {
  return [edge, s3, cdn, total].map((usd) => usd.toFixed(2));
}
