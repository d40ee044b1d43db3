// @examples article event quote
// What the report says of batches.
import { RENDERER_NAMES, type RendererName } from './renderers/renderer.ts';
import { numberOf, RENDERER_TITLES, table, timesFaster, useCells } from './report-cells.ts';
import { PLANS, type Throughput } from './throughput.ts';

const USE = ['user', 'system', 'faults'];

export function formatThroughput({ plain, heavy }: Throughput): string {
  const row = (name: RendererName) => [
    RENDERER_TITLES[name],
    timesFaster(plain.ours, plain[name]),
    timesFaster(heavy.ours, heavy[name]),
    numberOf(plain[name]),
    numberOf(heavy[name]),
    ...useCells(plain[name]),
    ...useCells(heavy[name]),
  ];
  const ways = RENDERER_NAMES.map((name) => `${RENDERER_TITLES[name]}: ${PLANS[name].why}`);
  return [
    'THROUGHPUT  Cards per second with all cores, and ours divided by theirs (above 1 is more)',
    table([['', 'plain ×', 'heavy ×', 'plain', 'heavy', ...USE, ...USE], ...RENDERER_NAMES.map(row)]),
    'User, system: processor time of a card, ms, and its minor page faults; first of plain cards, then of heavy ones.',
    ...ways,
  ].join('\n');
}
