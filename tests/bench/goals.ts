// @examples article event quote
// What a run should show: ratios of figures of that one run, and sizes. Another machine, or one with other work, may miss some.
import type { CardName } from './cards/samples.ts';
import type { Figures } from './figures.ts';
import type { RendererName } from './renderers/renderer.ts';
import { rounded } from './statistics.ts';

type Bound = { readonly max: number } | { readonly min: number };

export type Goal = Bound & {
  readonly what: string;
  /** Undefined where the run had no such part. */
  readonly measured: (figures: Figures) => number | undefined;
};

const GOALS: readonly Goal[] = [
  { what: 'first card / the package’s own way', max: 0.2, measured: firstCard('ours') },
  { what: 'first card, complete browser / the package’s own way', max: 0.35, measured: firstCard('complete') },
  { what: 'plain / takumi JPEG', max: 1.1, measured: warmCard('plain', 'ours', 'takumiJpeg') },
  { what: 'plain / satori + resvg', max: 0.5, measured: warmCard('plain', 'ours', 'satoriResvg') },
  { what: 'plain, whole handler / takumi JPEG', max: 1.35, measured: warmCard('plain', 'oursWhole', 'takumiJpeg') },
  { what: 'heavy / takumi JPEG', max: 0.45, measured: warmCard('heavy', 'ours', 'takumiJpeg') },
  { what: 'heavy / satori + sharp', max: 0.12, measured: warmCard('heavy', 'ours', 'satoriSharp') },
  { what: 'plain, p95 / p50', max: 1.5, measured: slowCard('plain') },
  { what: 'heavy, p95 / p50', max: 1.5, measured: slowCard('heavy') },
  { what: 'scripts, p95 / p50', max: 1.5, measured: slowCard('scripts') },
  { what: 'batch, plain / satori + resvg', min: 1.6, measured: batch },
  { what: 'memory of a sandbox, MB (PSS)', max: 300, measured: ({ memory }) => memory?.oursPssMB },
  { what: 'scratch, MB', max: 140, measured: ({ memory }) => memory?.scratchMB },
  { what: 'zip, bytes', max: 48_000_000, measured: ({ zipBytes }) => zipBytes },
];

export interface Reached {
  readonly what: string;
  readonly goal: string;
  /** To as many digits as are printed, and judged by these. */
  readonly measured: number;
  readonly isReached: boolean;
}

/** Of goals whose part was measured. */
export function reachedGoals(figures: Figures, goals: readonly Goal[] = GOALS): readonly Reached[] {
  return goals.flatMap((goal) => {
    const found = goal.measured(figures);
    if (found === undefined) return [];
    const measured = rounded(found, 3);
    const isReached = 'max' in goal ? measured <= goal.max : measured >= goal.min;
    const bound = 'max' in goal ? `≤ ${goal.max.toLocaleString('en-US')}` : `≥ ${goal.min.toLocaleString('en-US')}`;
    return [{ what: goal.what, goal: bound, measured, isReached }];
  });
}

function firstCard(ours: 'ours' | 'complete'): Goal['measured'] {
  return ({ cold }) => cold && cold[ours].p50 / cold.package.p50;
}

function warmCard(card: CardName, own: RendererName, peer: RendererName): Goal['measured'] {
  return ({ warm }) => {
    const [ours, theirs] = [warm?.[card][own], warm?.[card][peer]];
    return ours && theirs && 'p50' in ours && 'p50' in theirs ? ours.p50 / theirs.p50 : undefined;
  };
}

function slowCard(card: CardName): Goal['measured'] {
  return ({ warm }) => {
    const ours = warm?.[card].ours;
    return ours && 'p50' in ours ? ours.p95 / ours.p50 : undefined;
  };
}

function batch({ throughput }: Figures): number | undefined {
  const [ours, theirs] = [throughput?.ours, throughput?.satoriResvg];
  return ours && theirs && 'perSecond' in ours && 'perSecond' in theirs ? ours.perSecond / theirs.perSecond : undefined;
}
