// @examples article event quote
// What the report says of first cards in empty sandboxes.
import type { Cold } from './cold.ts';
import type { StartCosts } from './costs.ts';
import { formatFailures, table, useCells } from './report-cells.ts';
import { COLD_NAMES } from './sandboxes.ts';

const COLD_TITLES = {
  ours: 'ours, as it ships',
  stored: 'ours, a card that S3 has',
  complete: 'ours, complete browser, rest from S3',
  package: '@sparticuz/chromium’s own way',
} as const;

export function formatCold(cold: Cold, usd: StartCosts): string {
  const base = cold.package.p50;
  const rows = COLD_NAMES.map((name) => {
    const { p50, p95, n } = cold[name];
    return [
      COLD_TITLES[name],
      (p50 / base).toFixed(3),
      p50.toFixed(0),
      p95.toFixed(0),
      String(n),
      ...useCells(cold[name], 0),
      usd[name].toFixed(2),
    ];
  });
  const stages = COLD_NAMES.flatMap((name) => {
    const found = cold[name].stages;
    return found
      ? [
          `${COLD_TITLES[name]}: ${Object.entries(found)
            .map(([stage, ms]) => `${stage} ${ms}`)
            .join(', ')}`,
        ]
      : [];
  });
  return [
    'COLD  From the start of a process in an empty sandbox to the first picture, ms; S3 at 78 MB/s and 15 ms away',
    table([['', 'ratio', 'p50', 'p95', 'n', 'user', 'system', 'faults', 'USD'], ...rows]),
    'User, system: processor time of the whole sandbox until the answer, ms. USD: both functions, a million of such starts.',
    'Stages by the handler’s own account (they overlap):',
    ...stages,
    ...COLD_NAMES.flatMap((name) => {
      const { failed } = cold[name];
      return failed ? [`${COLD_TITLES[name]}: ${formatFailures(failed)}`] : [];
    }),
  ].join('\n');
}
