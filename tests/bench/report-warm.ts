// @examples article event quote
// What the report says of cards in processes that have drawn before.
import { CARD_NAMES, type CardName } from './cards/samples.ts';
import { RENDERER_NAMES, type RendererName } from './renderers/renderer.ts';
import { countOf, formatFailures, RENDERER_TITLES, ratioOf, stagesOf, table, timesOf, useCells } from './report-cells.ts';
import type { Warm } from './warm.ts';

export function formatWarm(warm: Warm): string {
  const cards = CARD_NAMES;
  const peers = RENDERER_NAMES.filter((name) => name !== 'ours' && name !== 'oursWhole');
  const ratio = (card: CardName, own: 'ours' | 'oursWhole', peer: RendererName) => ratioOf(warm[card][own], warm[card][peer]);
  const ratios = peers.map((peer) => [
    RENDERER_TITLES[peer],
    ...cards.flatMap((card) => [ratio(card, 'ours', peer), ratio(card, 'oursWhole', peer)]),
  ]);
  const times = RENDERER_NAMES.map((name) => [RENDERER_TITLES[name], ...cards.flatMap((card) => timesOf(warm[card][name]))]);
  const uses = RENDERER_NAMES.map((name) => [RENDERER_TITLES[name], ...cards.flatMap((card) => useCells(warm[card][name]))]);
  const refusals = cards.flatMap((card) =>
    RENDERER_NAMES.flatMap((name) => {
      const outcome = warm[card][name];
      if ('cannotDraw' in outcome) return [`${RENDERER_TITLES[name]} cannot draw ${card}: ${outcome.cannotDraw}`];
      return outcome.failed ? [`${RENDERER_TITLES[name]}, ${card}: ${formatFailures(outcome.failed)}`] : [];
    }),
  );
  return [
    'WARM  Our time divided by theirs (medians of one run; below 1 is faster), for the drawing and for the whole handler',
    table([['', ...cards.flatMap((card) => [card, 'whole'])], ...ratios]),
    '',
    'Milliseconds from parameters to bytes, p50 and p95, and kB of a picture',
    table([['', ...cards.flatMap((card) => [card, 'p95', 'kB'])], ...times]),
    '',
    'Processor time of a card, ms, user and system, and minor page faults: of the renderer and all that it has started',
    table([['', ...cards.flatMap((card) => [card, 'system', 'faults'])], ...uses]),
    ...cards.map((card) => `Stages of ${card}: ${stagesOf(warm[card].oursWhole)}`),
    `n: ${cards.map((card) => RENDERER_NAMES.map((name) => countOf(warm[card][name])).join('/')).join(', ')}`,
    ...refusals,
  ].join('\n');
}
