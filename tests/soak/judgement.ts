// Whether what a sandbox holds over a long run is flat, and whether its browsers were replaced when they had to be.
import type { StableFigure } from '../../tools/docs/soak-results.ts';
import { meanOf } from '../bench/statistics.ts';
import type { Holding } from './packaged-sandbox.ts';
import { type Trend, trendOf } from './trend.ts';

export interface Sample extends Holding {
  /** Drawn so far. */
  readonly cards: number;
  /** Median of the drawings since the sample before, by the clock. */
  readonly drawMs: number;
  /** Their mean on the processor. */
  readonly processorMs: number;
}

export interface Run {
  readonly cards: number;
  /** So many at first had no fault. */
  readonly calm: number;
  readonly samples: readonly Sample[];
  /** After each card the browser's process id. */
  readonly browsers: readonly number[];
}

/** The cards that one browser drew, both ends included, and how its memory moved meanwhile. */
export interface Life {
  readonly from: number;
  readonly to: number;
  readonly trend?: Trend;
}

export interface Judgement {
  /** Per 1,000 cards. */
  readonly trends: Partial<Record<StableFigure, Trend>>;
  /** Of the browsers of the part without faults. */
  readonly browserLifetimes: readonly Life[];
  /** Sentences, one for each thing that is not as it must be. */
  readonly problems: readonly string[];
}

/**
 * By how much each may rise over the settled part of a run, beyond twice the error of its slope. In a complete run that is some
 * 2 MB and 500 kB of heap per 1,000 cards.
 */
const MAY_RISE = {
  functionMB: () => 8,
  heapMB: () => 2,
  scratchMB: () => 2,
  // Young browsers, of which the faults make many, draw somewhat slower.
  processorMs: (mean: number) => 0.3 * mean,
  // Whatever else the machine does is in it as well: this is for waiting, which takes nothing of the processor.
  drawMs: (mean: number) => 0.5 * mean,
} as const satisfies Record<StableFigure, (mean: number) => number>;
export const FLAT = Object.keys(MAY_RISE) as readonly StableFigure[];

/** As edge/adapters/browser/card-browser.ts has it. */
const CARDS_PER_BROWSER = 1000;
/** Measured are 10 to 70, with the same cards. That number of cards was chosen for 200. */
const LIFE_MB_PER_1000_CARDS = 150;
/** Of a browser's life: its first cards load fonts. */
const YOUNG_CARDS = 100;
/** Another browser has not drawn the very same cards. */
const OTHER_CARDS_MB = 30;
/** By then every kind of card has been drawn, and caches are full. */
const SETTLED_AFTER = 500;

export function judge(run: Run): Judgement {
  const settled = settledOf(run);
  const judged = FLAT.map((name) => ({ name, ...judgeRise(name, settled) }));
  const browserLifetimes = lifetimesOf(run);
  return {
    trends: Object.fromEntries(judged.flatMap(({ name, trend }) => (trend ? [[name, trend]] : []))),
    browserLifetimes,
    problems: [
      ...judged.flatMap(({ problem }) => problem ?? []),
      ...judgeLifetimes(browserLifetimes, run),
      ...judgeProcesses(run.samples),
    ],
  };
}

/** The samples that are judged. A short run has no time to settle for as long. */
export function settledOf({ cards, samples }: Pick<Run, 'cards' | 'samples'>): readonly Sample[] {
  const after = Math.min(SETTLED_AFTER, cards / 2);
  return samples.filter((sample) => sample.cards > after);
}

export function formatTrend({ slope, error }: Trend): string {
  return `${slope.toFixed(2)} ± ${(2 * error).toFixed(2)} per 1,000 cards`;
}

function judgeRise(name: StableFigure, samples: readonly Sample[]): { trend?: Trend; problem?: string } {
  const values = samples.map((sample) => sample[name]);
  // What is not a number would pass every comparison.
  const measured = values.filter(Number.isFinite).length;
  if (measured < 3 || measured < values.length)
    return { problem: `${name} cannot be judged: ${values.length} samples, ${measured} of them numbers.` };
  const trend = trendOf(samples.map((sample, at) => [sample.cards / 1000, values[at] ?? 0]));
  const thousands = ((samples.at(-1)?.cards ?? 0) - (samples[0]?.cards ?? 0)) / 1000;
  const rises = (trend.slope - 2 * trend.error) * thousands > MAY_RISE[name](meanOf(values));
  return rises ? { trend, problem: `${name} rises: ${formatTrend(trend)}.` } : { trend };
}

function lifetimesOf({ calm, browsers, samples }: Run): readonly Life[] {
  const pids = browsers.slice(0, calm);
  const starts = pids.flatMap((pid, at) => (pid === pids[at - 1] ? [] : [at]));
  return starts.map((start, at) => {
    const life = { from: start + 1, to: starts[at + 1] ?? pids.length };
    const grown = samples.filter(({ cards }) => cards >= life.from + YOUNG_CARDS && cards <= life.to);
    return grown.length < 3 ? life : { ...life, trend: trendOf(grown.map(({ cards, browserMB }) => [cards / 1000, browserMB])) };
  });
}

/** Without a fault nothing but its age ends a browser. */
function judgeLifetimes(browserLifetimes: readonly Life[], { calm, samples }: Run): readonly string[] {
  const wanted = Array.from({ length: Math.ceil(calm / CARDS_PER_BROWSER) }, (_, at) => at * CARDS_PER_BROWSER + 1).join(', ');
  const begun = browserLifetimes.map(({ from }) => from).join(', ');
  const grown = browserLifetimes.flatMap(({ from, to, trend }) =>
    trend && trend.slope - 2 * trend.error > LIFE_MB_PER_1000_CARDS
      ? [`The browser of cards ${from} to ${to} grows too fast: ${formatTrend(trend)}.`]
      : [],
  );
  const most = (some: readonly Sample[]) => Math.max(0, ...some.map(({ browserMB }) => browserMB));
  const calmMB = most(samples.filter(({ cards }) => cards <= calm));
  const laterMB = most(samples.filter(({ cards }) => cards > calm));
  return [
    ...(begun === wanted ? [] : [`Without a fault browsers began with the cards ${begun}, not with ${wanted}.`]),
    ...grown,
    ...(browserLifetimes.some(({ trend }) => trend) ? [] : ['No browser lived long enough for its memory to be judged.']),
    ...(laterMB > calmMB + OTHER_CARDS_MB ? [`Browsers held ${laterMB} MB after faults, before them ${calmMB} MB.`] : []),
  ];
}

/** The function, its browser and what runs both: the same number whenever a card has been drawn. */
function judgeProcesses(samples: readonly Sample[]): readonly string[] {
  const counts = [...new Set(samples.map(({ processes }) => processes))];
  const zombies = Math.max(0, ...samples.map((sample) => sample.zombies));
  return [
    ...(counts.length > 1 ? [`There were now ${counts.join(', now ')} processes.`] : []),
    ...(zombies > 0 ? [`There were ${zombies} zombies.`] : []),
  ];
}
