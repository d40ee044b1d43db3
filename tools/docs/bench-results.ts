// What the last published run of the bench saw: `npm run docs -- --bench FILE` writes it, the tables of docs/11-performance.md are made
// from it.
import { readFileSync } from 'node:fs';
import { projectPath } from '../../project-path.ts';

export type BenchCard = 'plain' | 'heavy' | 'scripts';
export type BenchPeer = 'article' | 'satoriResvg' | 'satoriSharp' | 'takumiJpeg';
export type BenchRenderer = BenchPeer | 'ours' | 'oursWhole';

/** What a card takes of the processor, on average, with all processes of its renderer. */
export interface CardUse {
  readonly cpu: { readonly userMs: number; readonly systemMs: number };
  /** Minor page faults. */
  readonly faults: number;
}

/** Medians of one run. */
export interface BenchResults {
  /** Our time divided by theirs. */
  readonly ratios: Readonly<Record<BenchPeer, Readonly<Record<BenchCard, number>>>>;
  /** Of the drawing, and of the whole handler. */
  readonly drawMs: Readonly<Record<BenchCard, number>>;
  readonly handlerMs: Readonly<Record<BenchCard, number>>;
  /** Runs before 2026-11-30 did not measure it. */
  readonly processor?: Readonly<Record<BenchRenderer, Readonly<Record<BenchCard, CardUse>>>>;
  /** From the start of a process in an empty sandbox to the first picture. */
  /** `stored` is a card that S3 has; runs before 2026-11-30 did not measure it. */
  readonly coldMs: { readonly ours: number; readonly stored?: number; readonly complete: number; readonly package: number };
  /** Plain cards with all cores. */
  readonly cardsPerSecond: { readonly ours: number; readonly satoriResvg: number };
  readonly zipMB: number;
  readonly scratchMB: number;
  readonly sandboxMB: number;
}

export const BENCH_RESULTS_FILE = projectPath('tests/bench/results.json');

export function readBenchResults(): BenchResults {
  return JSON.parse(readFileSync(BENCH_RESULTS_FILE, 'utf8')) as BenchResults; // publish-bench.ts wrote it
}
