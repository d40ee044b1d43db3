// What `cards traffic` says, for people.
import { PRICES } from '../cost/prices.ts';
import { plural } from '../terminal/plural.ts';
import { count, formatTable } from '../terminal/table.ts';
import type { TrafficReport } from './report.ts';
import type { Tally } from './tally.ts';

const HEAD = ['requests', 'from cache', 'drawn', 'no card', 'errors', 'MB'];
/** Columns that stand to the right. */
const RIGHT = [1, 2, 3, 4, 5, 6];
const MAX_WORDS = 60;
const BYTES_PER_MB = 1e6;

export function formatTraffic(report: TrafficReport): string {
  const { total, networks, templates, cards, from, to, odd } = report;
  const when = from === undefined ? 'no request' : `${from} to ${to} (UTC)`;
  const parts = [
    `Requests for pictures, ${when}: ${count(total.requests)}, of which ${share(total)} from CloudFront’s caches. ${drawnIn(report)}`,
    `About ${usd(report.usd)} USD, by the formula of \`cards cost\`.${remarks(total)}`,
    table(
      'network',
      networks.map(({ network, ...tally }) => [network, tally]),
    ),
    table(
      'template',
      templates.map(({ template, signed, ...tally }) => [signed ? `${template} (signed)` : template, tally]),
    ),
    ...(cards.length === 0 ? [] : [cardTable(report)]),
    ...(report.uncertainty === 0 ? [] : [uncertain(report)]),
    ...(odd.count === 0 ? [] : [[`${plural(odd.count, 'line', 'lines')} passed over:`, ...odd.examples].join('\n  ')]),
  ];
  return parts.join('\n\n');
}

function drawnIn({ total, differentCards }: TrafficReport): string {
  const different =
    differentCards === undefined ? '' : ` ${plural(differentCards, 'different card was', 'different cards were')} asked for.`;
  const known = `${plural(total.drawn, 'card was', 'cards were')} drawn (${count(total.incomplete)} incomplete).`;
  if (total.unknown === 0) return `${known}${different}`;
  const all = total.unknown === total.missed;
  const least = all ? '' : ` ${known}`;
  return `${least} Of ${plural(total.unknown, 'miss', 'misses')} the log does not say whether a card was drawn: no x-card-status, so at most so many${all ? '' : ' more'} were.${different}`.trim();
}

function remarks({ wrong, fallback, errors, refused, left, refreshed, shield }: Tally): string {
  const named: readonly (readonly [number, string])[] = [
    [shield, 'from Origin Shield’s cache'],
    [refreshed, 'checked with S3 and still right'],
    [wrong, 'answered with the default card: the address was no card’s'],
    [fallback, 'answered with the fallback picture'],
    [errors, 'failed at CloudFront (5xx)'],
    [refused, 'refused (4xx)'],
    [left, 'given up by the viewer'],
  ];
  const some = named.filter(([number]) => number > 0).map(([number, what]) => `${count(number)} ${what}`);
  return some.length === 0 ? '' : ` Among the requests:${some.map((remark) => `\n  ${remark}`).join('')}`;
}

function table(name: string, rows: readonly (readonly [string, Tally])[]): string {
  return formatTable([[name, ...HEAD], ...rows.map(([first, tally]) => [first, ...figures(tally)])], RIGHT);
}

function cardTable({ cards }: TrafficReport): string {
  const rows = cards.map(({ words, networks, ...tally }) => [cut(words), ...figures(tally), topNetworks(networks)]);
  return formatTable([['card', ...HEAD, 'by'], ...rows], RIGHT);
}

function topNetworks(networks: Readonly<Record<string, number>>): string {
  return Object.entries(networks)
    .slice(0, 3)
    .map(([name, number]) => `${name} ${count(number)}`)
    .join(', ');
}

function figures(tally: Tally): readonly string[] {
  const { requests, drawn, wrong, errors, bytes } = tally;
  return [count(requests), share(tally), count(drawn), count(wrong), count(errors), count(Math.round(bytes / BYTES_PER_MB))];
}

/** Without an invocation of a function: an edge location's cache, and Origin Shield's. */
function share({ requests, cached, shield }: Tally): string {
  return requests === 0 ? '–' : `${((100 * (cached + shield)) / requests).toFixed(1)} %`;
}

function uncertain({ uncertainty }: TrafficReport): string {
  return `There are too many cards to count each: one of the list may have up to ${count(uncertainty)} more requests than it says. The other figures are exact.`;
}

export function usd(amount: number): string {
  return amount < 0.01 && amount > 0 ? amount.toPrecision(1) : amount.toFixed(2);
}

/** USD for what Athena reads; it counts ten megabytes at least. */
export function queryCost(bytes: number): number {
  return (Math.max(bytes, 10 * BYTES_PER_MB) / 1e12) * PRICES.athenaTb;
}

function cut(words: string): string {
  const characters = [...words];
  return characters.length > MAX_WORDS ? `${characters.slice(0, MAX_WORDS - 1).join('')}…` : words;
}
