// What cards cost, by the one formula that `cards cost` and the bench use.
import { FLOOD, type FloodHour, floodHours } from '../../cli/cost/floods.ts';
import type { Cost } from '../../cli/cost/formula.ts';
import { ASSUMED, assumedIn, COLD_SHARES, costByColdShare, costByShares, costRows, STORED_SHARES } from '../../cli/cost/model.ts';
import { MONTHLY, monthlyFloor, monthlyPrice, usd } from '../../cli/cost/monthly.ts';
import { removalRows } from '../../cli/cost/photo-removals.ts';
import { photoSiteRows } from '../../cli/cost/photo-site.ts';
import { photoCostRows } from '../../cli/cost/photos.ts';
import { PRICE_LIST, PRICES, PRICES_OF } from '../../cli/cost/prices.ts';
import { formatCount, mostUnsignedPictures, unsignedTemplates } from '../../cli/cost/unsigned.ts';
import type { Tables } from './fill-tables.ts';

export function costTables(): Tables {
  const [[, newCards], [, stored]] = costRows(ASSUMED);
  return {
    cost: perMillion(),
    'cost by shares': byShares(),
    'cost floor': floor(),
    'cost prices': prices(),
    'cost of a flood': floods(),
    'cost of templates': templates(),
    'cost of photos': photos(),
    'cost of photo sizes': withHead('USD', photoSiteRows(1000, 10_000)),
    'cost of removals': withHead('USD per 1,000 removed photos', removalRows(1000)),
    'cost: new cards': usd(newCards.total),
    'cost: stored cards': usd(stored.total),
    'cost: all cold': usd(allCold().total),
    'cost: storage': usd(ASSUMED['picture-kb'] * PRICES.s3GbMonth), // a million kB is a GB
    'cost: card': `${(newCards.total / 1e6).toFixed(5)} USD`,
    'cost: floor': usd(monthlyFloor()),
    'cost: key': usd(PRICES.kmsKeyMonth),
    ...floodFigures(),
    ...switchPrices(),
  };
}

/** With every new card in an empty sandbox. */
function allCold(): Cost {
  const [cost] = costByColdShare(ASSUMED).slice(-1);
  if (!cost) throw new Error('COLD_SHARES is empty.');
  return cost;
}

function perMillion(): string {
  const rows = costRows(ASSUMED).map(([name, cost]) => [name, ...figures(cost)]);
  return [...table(['USD per million', 'functions', 'S3', 'CloudFront', 'logs', 'in all'], rows), '', assumedIn(ASSUMED)].join(
    '\n',
  );
}

function byShares(): string {
  const head = ['Empty sandboxes', ...STORED_SHARES.map((share) => `S3 has ${share} %`)];
  const rows = costByShares(ASSUMED).map((row, at) => [`${COLD_SHARES[at]} %`, ...row.map((each) => each.toFixed(2))]);
  return table(head, rows).join('\n');
}

function floor(): string {
  const rows = MONTHLY.map((row) => {
    const when = row.parameter === undefined ? 'always' : `\`${row.parameter}\`${row.byDefault ? ', on at first' : ''}`;
    return [row.what, when, row.usd > 0 ? usd(row.usd) : 'nothing', row.use ?? ''];
  });
  return table(['What', 'When', 'A month', 'And by use'], rows).join('\n');
}

function prices(): string {
  const rows = Object.values(PRICE_LIST).map(({ usd: price, per, unit, source }) => [
    `${per === 1 ? '' : `${per.toLocaleString('en')} `}${unit}`,
    usd(price),
    `<${source}>`,
  ]);
  return [...table(['What', 'Price', 'Where it is said'], rows), '', `us-east-1, first tier, looked up in ${PRICES_OF}.`].join(
    '\n',
  );
}

function floods(): string {
  const rows = hours().map(({ what, work, requests, transfer, total }) => [
    what,
    ...[work, requests, transfer, total].map(whole),
  ]);
  return table(['USD an hour', 'functions, S3, logs', 'requests', 'bodies', 'in all'], rows).join('\n');
}

function hours(): readonly FloodHour[] {
  return floodHours(mostUnsignedPictures());
}

function floodFigures(): Tables {
  const [junk, unguarded] = hours();
  return {
    'flood: rate': FLOOD.rate.toLocaleString('en'),
    'flood: junk': `${whole(junk?.total ?? Number.NaN)} USD`,
    'flood: junk without bodies': `${whole((junk?.work ?? Number.NaN) + (junk?.requests ?? Number.NaN))} USD`,
    'flood: unguarded without bodies': `${whole((unguarded?.work ?? Number.NaN) + (unguarded?.requests ?? Number.NaN))} USD`,
  };
}

function templates(): string {
  const rows = unsignedTemplates().map(({ template, pictures, usd: all }) => [
    `\`${template}\``,
    formatCount(pictures),
    `${whole(all)} USD`,
  ]);
  return table(['Template without a signature', 'Pictures', 'All of them, drawn once'], rows).join('\n');
}

function photos(): string {
  return withHead('USD per 1,000 photos', photoCostRows(1000));
}

/** A table that the command prints, with a first cell. */
function withHead(first: string, [[, ...head] = [], ...rows]: readonly (readonly string[])[]): string {
  return table([first, ...head], rows).join('\n');
}

/** `price: firewall` and so on, for the table of switches; none for what costs nothing. */
function switchPrices(): Tables {
  const paid = MONTHLY.filter(({ usd: month, use }) => month > 0 || use !== undefined);
  return Object.fromEntries(
    paid.flatMap((row) => (row.parameter === undefined ? [] : [[`price: ${row.parameter}`, monthlyPrice(row)] as const])),
  );
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): readonly string[] {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)];
}

function figures({ edge, s3, cdn, logs, total }: Cost): readonly string[] {
  return [edge, s3, cdn, logs, total].map((each) => each.toFixed(2));
}

function whole(amount: number): string {
  const digits = amount < 0.01 && amount > 0 ? 5 : amount < 10 ? 2 : 0;
  return amount.toLocaleString('en', { maximumFractionDigits: digits });
}
