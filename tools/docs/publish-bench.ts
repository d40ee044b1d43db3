// Takes the figures that the documents quote out of what `npm run bench -- --json FILE` wrote.
import { readFile, writeFile } from 'node:fs/promises';
import { ExpectedError } from '../../cli/terminal/errors.ts';
import {
  BENCH_RESULTS_FILE,
  type BenchCard,
  type BenchPeer,
  type BenchRenderer,
  type BenchResults,
  type CardUse,
} from './bench-results.ts';

interface CannotDraw {
  readonly cannotDraw: string;
}
type Outcome = ({ readonly p50: number } & CardUse) | CannotDraw;
type Rate = { readonly perSecond: number } | CannotDraw;

/** What of the bench's figures is quoted; tests/bench/report.ts has all of them. */
export interface BenchFigures {
  readonly zipBytes?: number;
  readonly warm?: Readonly<Record<BenchCard, Readonly<Record<BenchRenderer, Outcome>>>>;
  readonly cold?: Readonly<Record<'ours' | 'stored' | 'complete' | 'package', { readonly p50: number }>>;
  readonly throughput?: Readonly<Record<'ours' | 'satoriResvg', Rate>>;
  readonly memory?: { readonly oursPssMB: number; readonly scratchMB: number };
}

const CARDS: readonly BenchCard[] = ['plain', 'heavy', 'scripts'];
const PEERS: readonly BenchPeer[] = ['article', 'satoriResvg', 'satoriSharp', 'takumiJpeg'];
const RENDERERS: readonly BenchRenderer[] = ['ours', 'oursWhole', ...PEERS];

export async function publishBench(file: string): Promise<void> {
  const figures = figuresIn(await readFile(file, 'utf8'), file);
  await writeFile(BENCH_RESULTS_FILE, `${JSON.stringify(benchResultsOf(figures), undefined, 2)}\n`);
}

/** Throws ExpectedError `bad_figures` for another file. */
export function figuresIn(text: string, file: string): BenchFigures {
  try {
    const figures: unknown = JSON.parse(text);
    if (typeof figures === 'object' && figures !== null) return figures as BenchFigures; // the bench wrote it
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  throw new ExpectedError('bad_figures', `${file} is not what \`npm run bench -- --json FILE\` writes.`);
}

/** Throws ExpectedError `bad_figures` where the run was not a complete one. */
export function benchResultsOf({ zipBytes, warm, cold, throughput, memory }: BenchFigures): BenchResults {
  if (!zipBytes || !warm || !cold || !throughput || !memory)
    throw new ExpectedError('bad_figures', 'The run has not all parts: leave --only out.');
  const drawMs = byCard((card) => medianOf(warm[card].ours));
  const ratiosTo = (peer: BenchPeer) => byCard((card) => rounded(drawMs[card] / medianOf(warm[card][peer]), 2));
  return {
    ratios: Object.fromEntries(PEERS.map((peer) => [peer, ratiosTo(peer)])) as BenchResults['ratios'], // of all peers
    drawMs: byCard((card) => rounded(drawMs[card])),
    handlerMs: byCard((card) => rounded(medianOf(warm[card].oursWhole))),
    processor: Object.fromEntries(RENDERERS.map((name) => [name, byCard((card) => useOf(warm[card][name]))])) as NonNullable<
      BenchResults['processor']
    >, // of all renderers
    coldMs: {
      ours: rounded(cold.ours.p50),
      stored: rounded(cold.stored.p50),
      complete: rounded(cold.complete.p50),
      package: rounded(cold.package.p50),
    },
    cardsPerSecond: { ours: rounded(rateOf(throughput.ours)), satoriResvg: rounded(rateOf(throughput.satoriResvg)) },
    zipMB: rounded(zipBytes / 1e6, 1),
    scratchMB: rounded(memory.scratchMB),
    sandboxMB: rounded(memory.oursPssMB),
  };
}

function byCard<Figure>(figure: (card: BenchCard) => Figure): Readonly<Record<BenchCard, Figure>> {
  return Object.fromEntries(CARDS.map((card) => [card, figure(card)])) as Record<BenchCard, Figure>; // of all cards
}

function medianOf(outcome: Outcome): number {
  return drawnOnly(outcome).p50;
}

function useOf(outcome: Outcome): CardUse {
  const { cpu, faults } = drawnOnly(outcome);
  return { cpu: { userMs: rounded(cpu.userMs, 1), systemMs: rounded(cpu.systemMs, 1) }, faults };
}

function rateOf(rate: Rate): number {
  return drawnOnly(rate).perSecond;
}

function drawnOnly<Found extends object>(outcome: Found | CannotDraw): Found {
  if ('cannotDraw' in outcome) throw new Error(`A renderer could not draw: ${outcome.cannotDraw}`);
  return outcome;
}

function rounded(value: number, digits = 0): number {
  return Math.round(value * 10 ** digits) / 10 ** digits;
}
