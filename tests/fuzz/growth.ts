// How the time of a target grows with the length of hostile inputs.
import { createRandom } from '../../tools/profile/gallery/random.ts';
import { cpuMs } from './cpu-time.ts';
import type { Target } from './target.ts';

export interface Growth {
  readonly target: string;
  readonly input: string;
  /** Milliseconds of computing at each length, as far as it was worth waiting for. */
  readonly ms: ReadonlyMap<number, number>;
  /** 1 is linear, 2 quadratic: the steepest slope over four lengths between logarithms of length and time. */
  readonly exponent: number;
}

export const LENGTHS: readonly number[] = [256, 512, 1024, 2048, 4096, 8192, 16_384, 32_768, 65_536];
/** What is called linear: the logarithms and the machine leave some room. */
export const LINEAR_BELOW = 1.5;
const WAYS = 12;
const LONG_ENOUGH_MS = 40;
/** Below this a time is that of the call. */
const NOISE_MS = 0.02;
/** Longer inputs would only say again what is known by then. */
const HOPELESS_MS = 100;
/** A slope over fewer lengths may be that of a heap that has just grown. */
const POINTS = 4;
/** What can still show a slope, where a target was too slow for more. */
const MIN_POINTS = 3;

export async function* measureGrowth(target: Target, clock: () => number = cpuMs): AsyncGenerator<Growth> {
  for (const input of Object.keys(target.long ?? {})) {
    const growth = await measureInput(target, input, clock);
    if (growth.exponent < LINEAR_BELOW) yield growth;
    else {
      // What the machine did besides is seen once, a pattern that tries again and again is seen both times.
      const again = await measureInput(target, input, clock);
      yield again.exponent < growth.exponent ? again : growth;
    }
  }
}

async function measureInput({ name, long = {}, lengths = LENGTHS, run }: Target, input: string, clock: () => number) {
  const ms = new Map<number, number>();
  for (const length of lengths) {
    const mean = await meanMs(run, long[input]?.(length) ?? '', clock);
    ms.set(length, mean);
    if (mean > HOPELESS_MS) break;
  }
  return { target: name, input, ms, exponent: exponentOf([...ms.values()]) };
}

/** The mean over the ways that chance chooses for an input. A kernel may count in steps of 4 ms, so they are gone through for many. */
async function meanMs(run: Target['run'], input: string, clock: () => number): Promise<number> {
  const before = clock();
  let runs = 0;
  do {
    for (let way = 0; way < WAYS; way++) await run(input, createRandom(`way ${way}`));
    runs += WAYS;
  } while (clock() - before < LONG_ENOUGH_MS);
  return (clock() - before) / runs;
}

/** Over four lengths and not over all, because the first times of a quadratic target may be those of its linear part. */
function exponentOf(ms: readonly number[]): number {
  // Broken off before its growth could be measured: as slow as that, it need not be known.
  if (ms.length < MIN_POINTS) return Number.POSITIVE_INFINITY;
  const logs = ms.map((value) => Math.log2(Math.max(value, NOISE_MS)));
  const steps = Math.min(POINTS, ms.length) - 1;
  const slopes = logs.slice(steps).map((log, at) => (log - (logs[at] ?? 0)) / steps);
  return Math.max(...slopes);
}
