// What cards cost, by the one formula that `cards cost` and the bench use.
import { type Cost, PRICES } from '../../cli/cost-formula.ts';
import { ASSUMED, assumedIn, COLD_SHARES, costByColdShare, costRows, MONTHLY, monthlyFloor } from '../../cli/cost-model.ts';
import type { Tables } from './fill-tables.ts';

export function costTables(): Tables {
  const [[, newCards]] = costRows(ASSUMED);
  return {
    cost: perMillion(),
    'cost by cold starts': byColdStarts(),
    'cost floor': floor(),
    'cost: new cards': usd(newCards.total),
    'cost: all cold': usd(allCold().total),
    'cost: storage': usd(ASSUMED['picture-kb'] * PRICES.s3Gb), // a million kB is a GB
    'cost: card': `${(newCards.total / 1e6).toFixed(5)} USD`,
    'cost: floor': usd(monthlyFloor()),
  };
}

/** With every new card in an empty sandbox. */
function allCold(): Cost {
  const [cost] = costByColdShare(ASSUMED).slice(-1);
  if (!cost) throw new Error('COLD_SHARES is empty.');
  return cost;
}

function perMillion(): string {
  const rows = costRows(ASSUMED).map(([name, cost]) => `| ${[name, ...figures(cost)].join(' | ')} |`);
  return [
    '| USD per million | functions | S3 | CloudFront | in all |',
    `| --- |${' --- |'.repeat(4)}`,
    ...rows,
    '',
    assumedIn(ASSUMED),
  ].join('\n');
}

function byColdStarts(): string {
  const rows = costByColdShare(ASSUMED).map((cost, at) => `| ${COLD_SHARES[at]} % | ${figures(cost).join(' | ')} |`);
  return [
    '| New cards in an empty sandbox | functions | S3 | CloudFront | in all, USD per million |',
    `| --- |${' --- |'.repeat(4)}`,
    ...rows,
  ].join('\n');
}

function floor(): string {
  const rows = MONTHLY.map(({ what, usd: price, when }) => `| ${what} | ${usd(price)} | ${when} |`);
  return ['| What | A month | When |', '| --- | --- | --- |', ...rows].join('\n');
}

function figures({ edge, s3, cdn, total }: Cost): readonly string[] {
  return [edge, s3, cdn, total].map((each) => each.toFixed(2));
}

function usd(amount: number): string {
  return `${amount.toFixed(2)} USD`;
}
