// @examples article event quote
// The figures for people: ratios first, for they hold on other machines, then the times they come from.

import type { Cost, CostInput } from '../../cli/cost/formula.ts';
import { PRICES_OF } from '../../cli/cost/prices.ts';
import { CARD_NAMES, type CardName } from './cards/samples.ts';
import type { Cold } from './cold.ts';
import type { Memory } from './memory.ts';
import type { PhotoFigures } from './photo.ts';
import { formatPhoto } from './photo-report.ts';
import { RENDERER_NAMES, type RendererName } from './renderers/renderer.ts';
import { countOf, formatFailures, numberOf, ratioOf, stagesOf, table, timesFaster, timesOf } from './report-cells.ts';
import { COLD_NAMES } from './sandboxes.ts';
import { PLANS, type Throughput } from './throughput.ts';
import type { Warm } from './warm.ts';

export interface CostAccount extends Cost {
  readonly input: CostInput;
}

export interface Figures {
  readonly environment: Environment;
  /** Of the package as it ships. */
  readonly zipBytes?: number;
  readonly warm?: Warm;
  readonly cold?: Cold;
  /** Cards per second: plain ones under the renderers' names, heavy ones next to them. */
  readonly throughput?: Throughput['plain'];
  readonly throughputHeavy?: Throughput['heavy'];
  readonly memory?: Memory;
  readonly photo?: PhotoFigures;
  readonly costPerMillionUsd?: Readonly<Record<string, CostAccount>>;
}

export interface Environment {
  readonly cpus: number;
  readonly node: string;
  readonly versions: Readonly<Record<string, string>>;
}

const TITLES: Readonly<Record<RendererName, string>> = {
  ours: 'ours: the handler’s drawing',
  oursWhole: 'ours: path, token, S3, answer',
  article: 'usual way: new page, network idle',
  satoriResvg: 'satori + resvg, PNG',
  satoriSharp: 'satori + sharp, JPEG',
  takumiPng: 'takumi, PNG',
  takumiJpeg: 'takumi, JPEG',
};

const COLD_TITLES = {
  ours: 'ours, as it ships',
  stored: 'ours, a card that S3 has',
  complete: 'ours, complete browser, rest from S3',
  package: '@sparticuz/chromium’s own way',
} as const;

export function formatFigures(figures: Figures): string {
  const { environment, zipBytes, warm, cold, throughput, throughputHeavy, memory, photo, costPerMillionUsd } = figures;
  const parts = [
    formatEnvironment(environment),
    warm && formatWarm(warm),
    cold && formatCold(cold),
    throughput && throughputHeavy && formatThroughput({ plain: throughput, heavy: throughputHeavy }),
    memory && formatMemory(memory, zipBytes),
    photo && formatPhoto(photo),
    costPerMillionUsd && formatCost(costPerMillionUsd),
  ];
  return parts.filter(Boolean).join('\n\n');
}

function formatEnvironment({ cpus, node, versions }: Environment): string {
  const list = Object.entries(versions).map(([name, version]) => `${name} ${version}`);
  return `Node ${node}, ${cpus} CPUs; ${list.join(', ')}`;
}

function formatWarm(warm: Warm): string {
  const cards = CARD_NAMES;
  const peers = RENDERER_NAMES.filter((name) => name !== 'ours' && name !== 'oursWhole');
  const ratio = (card: CardName, own: 'ours' | 'oursWhole', peer: RendererName) => ratioOf(warm[card][own], warm[card][peer]);
  const ratios = peers.map((peer) => [
    TITLES[peer],
    ...cards.flatMap((card) => [ratio(card, 'ours', peer), ratio(card, 'oursWhole', peer)]),
  ]);
  const times = RENDERER_NAMES.map((name) => [TITLES[name], ...cards.flatMap((card) => timesOf(warm[card][name]))]);
  const refusals = cards.flatMap((card) =>
    RENDERER_NAMES.flatMap((name) => {
      const outcome = warm[card][name];
      if ('cannotDraw' in outcome) return [`${TITLES[name]} cannot draw ${card}: ${outcome.cannotDraw}`];
      return outcome.failed ? [`${TITLES[name]}, ${card}: ${formatFailures(outcome.failed)}`] : [];
    }),
  );
  return [
    'WARM  Our time divided by theirs (medians of one run; below 1 is faster), for the drawing and for the whole handler',
    table([['', ...cards.flatMap((card) => [card, 'whole'])], ...ratios]),
    '',
    'Milliseconds from parameters to bytes, p50 and p95, and kB of a picture',
    table([['', ...cards.flatMap((card) => [card, 'p95', 'kB'])], ...times]),
    ...cards.map((card) => `Stages of ${card}: ${stagesOf(warm[card].oursWhole)}`),
    `n: ${cards.map((card) => RENDERER_NAMES.map((name) => countOf(warm[card][name])).join('/')).join(', ')}`,
    ...refusals,
  ].join('\n');
}

function formatCold(cold: Cold): string {
  const base = cold.package.p50;
  const rows = COLD_NAMES.map((name) => {
    const { p50, p95, n } = cold[name];
    return [COLD_TITLES[name], (p50 / base).toFixed(3), p50.toFixed(0), p95.toFixed(0), String(n)];
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
    table([['', 'ratio', 'p50', 'p95', 'n'], ...rows]),
    'Stages by the handler’s own account (they overlap):',
    ...stages,
    ...COLD_NAMES.flatMap((name) => {
      const { failed } = cold[name];
      return failed ? [`${COLD_TITLES[name]}: ${formatFailures(failed)}`] : [];
    }),
  ].join('\n');
}

function formatThroughput({ plain, heavy }: Throughput): string {
  const row = (name: RendererName) => [
    TITLES[name],
    timesFaster(plain.ours, plain[name]),
    timesFaster(heavy.ours, heavy[name]),
    numberOf(plain[name]),
    numberOf(heavy[name]),
  ];
  const ways = RENDERER_NAMES.map((name) => `${TITLES[name]}: ${PLANS[name].why}`);
  return [
    'THROUGHPUT  Cards per second with all cores, and ours divided by theirs (above 1 is more)',
    table([['', 'plain ×', 'heavy ×', 'plain', 'heavy'], ...RENDERER_NAMES.map(row)]),
    ...ways,
  ].join('\n');
}

function formatMemory(
  { oursPssMB, functionPssMB, settledPssMB, scratchMB, cards, failed }: Memory,
  zipBytes: number | undefined,
): string {
  const zip = zipBytes === undefined ? '' : ` The zip has ${zipBytes.toLocaleString('en-US')} bytes.`;
  return [
    `MEMORY  One sandbox over ${cards} cards: at most ${oursPssMB} MB (PSS; ${functionPssMB} of it the function, the rest its browser),`,
    `${settledPssMB} MB after the last card; scratch ${scratchMB} MB.${zip}`,
    ...(failed ? [formatFailures(failed)] : []),
  ].join('\n');
}

function formatCost(costs: Readonly<Record<string, CostAccount>>): string {
  const usual = costs['usual']?.edge;
  const rows = Object.entries(costs).map(([name, { edge, s3, cdn, logs, total, input }]) => [
    name,
    usual === undefined ? '' : (edge / usual).toFixed(3),
    edge.toFixed(2),
    s3.toFixed(2),
    cdn.toFixed(2),
    logs.toFixed(2),
    total.toFixed(2),
    (input.warmSeconds * 1000).toFixed(0),
    (input.coldSeconds * 1000).toFixed(0),
  ]);
  const [first] = Object.values(costs);
  const { memoryGb = 0, coldShare = 0 } = first?.input ?? {};
  return [
    'COST  USD per million new cards: functions at the edge, S3 (with a month’s keeping), CloudFront, logs',
    table([['', 'ratio', 'edge', 'S3', 'CDN', 'logs', 'total', 'warm ms', 'cold ms'], ...rows]),
    `Assumed: ${memoryGb} GB, ${coldShare * 100} % cold, means of the times above, the three cards equally often, us-east-1 prices of ${PRICES_OF}.`,
    'Times are this machine’s as they are. A function of 2 GB has 1.16 vCPU, so on AWS all of them are longer, and the ratio stays.',
  ].join('\n');
}
