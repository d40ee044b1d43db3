// The account of `npm run soak`, for machines and for people.
import { plural } from '../../cli/terminal/plural.ts';
import type { SandboxFigures, Slope } from '../../tools/docs/soak-results.ts';
import { meanOf, rounded } from '../bench/statistics.ts';
import { FLAT, formatTrend, type Judgement, type Run, settledOf } from './judgement.ts';
import type { Trend } from './trend.ts';

export interface SandboxRun extends Run, Pick<SandboxFigures, 'seconds' | 'faults' | 'pictures' | 'packMisses'> {
  readonly judgement: Judgement;
  /** One sentence for each card that was not answered as it must be. */
  readonly wrong: readonly string[];
}

/** Cards at both ends of the settled part whose means are printed. */
const END_CARDS = 500;

export function summaryOf(run: SandboxRun): SandboxFigures {
  const { cards, seconds, faults, pictures, wrong, packMisses, samples, judgement } = run;
  const settled = settledOf(run);
  const first = settled.filter((sample) => sample.cards <= (settled[0]?.cards ?? 0) + END_CARDS - 1);
  const last = settled.filter((sample) => sample.cards > cards - END_CARDS);
  const figures = FLAT.map((name) => {
    const mean = (some: typeof samples) => rounded(meanOf(some.map((sample) => sample[name])));
    return [name, { first: mean(first), last: mean(last), ...roundedTrend(judgement.trends[name]) }] as const;
  });
  return {
    cards,
    seconds,
    faults,
    pictures,
    wrong: wrong.length,
    packMisses,
    peakMB: Math.max(...samples.map(({ peakMB }) => peakMB)),
    processes: Math.max(...samples.map(({ processes }) => processes)),
    zombies: Math.max(...samples.map(({ zombies }) => zombies)),
    figures: Object.fromEntries(figures) as SandboxFigures['figures'], // of each of FLAT
    browserLifetimes: judgement.browserLifetimes.map(({ from, to, trend }) => ({ from, to, ...roundedTrend(trend) })),
  };
}

function roundedTrend(trend: Trend | undefined): Slope {
  return trend ? { slope: rounded(trend.slope, 2), error: rounded(trend.error, 2) } : {};
}

export function linesOf(run: SandboxRun): readonly string[] {
  const { cards, seconds, faults, pictures, packMisses, peakMB, processes, zombies } = summaryOf(run);
  const { trends, browserLifetimes, problems } = run.judgement;
  return [
    '',
    `${plural(cards, 'card')} in ${seconds} s; faults: ${JSON.stringify(faults)}; ${plural(packMisses, 'pack miss', 'pack misses')}; ${plural(pictures, 'picture')} looked at;`,
    `at most ${peakMB} MB, ${plural(processes, 'process', 'processes')}, ${plural(zombies, 'zombie')}.`,
    ...Object.entries(trends).map(([name, trend]) => `${name}: ${formatTrend(trend)}`),
    ...browserLifetimes.map(
      ({ from, to, trend }) => `browserMB in the life of cards ${from} to ${to}: ${trend ? formatTrend(trend) : 'too short'}`,
    ),
    ...problems.map((problem) => `Not as it must be: ${problem}`),
    ...run.wrong.map((sentence) => `Wrong: ${sentence}`),
  ];
}
