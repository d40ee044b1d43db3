// How the time of a target grows with the length of hostile inputs.
import { createRandom } from '../../local/profile/gallery/random.ts';
import type { Target } from './targets.ts';

export interface Growth {
  readonly target: string;
  readonly input: string;
  /** Milliseconds at each of LENGTHS, as far as it was worth waiting for. */
  readonly ms: readonly number[];
  /** 1 is linear, 2 quadratic: the slope between logarithms of length and time, from the first length on that can be told from noise. */
  readonly exponent: number;
}

export const LENGTHS = [1024, 2048, 4096, 8192, 16_384, 32_768, 65_536] as const;
const TIMES = 3;
const WAYS = 12;
/** Below this a time is that of the clock and of the call. */
const NOISE_MS = 0.05;
/** Longer inputs would only say again what is known by then. */
const HOPELESS_MS = 500;

export async function* measureGrowth({ name, long = {}, run }: Target): AsyncGenerator<Growth> {
  for (const [input, make] of Object.entries(long)) {
    const ms: number[] = [];
    for (const length of LENGTHS) {
      ms.push(await slowestMs(run, make(length)));
      if ((ms.at(-1) ?? 0) > HOPELESS_MS) break;
    }
    yield { target: name, input, ms, exponent: exponentOf(ms) };
  }
}

/** Of the ways that chance chooses for an input, the slowest. */
async function slowestMs(run: Target['run'], input: string): Promise<number> {
  let slowest = 0;
  for (let way = 0; way < WAYS; way++) slowest = Math.max(slowest, await leastMs(run, input, `way ${way}`));
  return slowest;
}

/** The least of a few times: whatever else the machine does only adds to it. */
async function leastMs(run: Target['run'], input: string, seed: string): Promise<number> {
  let least = Number.POSITIVE_INFINITY;
  for (let times = 0; times < TIMES; times++) {
    const random = createRandom(seed);
    const before = performance.now();
    await run(input, random);
    least = Math.min(least, performance.now() - before);
    if (least > HOPELESS_MS) break;
  }
  return least;
}

function exponentOf(ms: readonly number[]): number {
  const from = ms.findIndex((value) => value > NOISE_MS);
  if (from < 0 || from > ms.length - 3) return 0; // never slow enough to be told from nothing
  const [first = 1, last = 1] = [ms[from], ms.at(-1)];
  return Math.log2(last / first) / (ms.length - 1 - from);
}
