// How the time of a target grows with the length of hostile inputs.
import { createRandom } from '../../local/profile/gallery/random.ts';
import { cpuMs } from './cpu-time.ts';
import type { Target } from './targets.ts';

export interface Growth {
  readonly target: string;
  readonly input: string;
  /** Milliseconds of computing at each of LENGTHS, as far as it was worth waiting for. */
  readonly ms: readonly number[];
  /** 1 is linear, 2 quadratic: the slope between logarithms of length and time, from the first length on that can be told from noise. */
  readonly exponent: number;
}

export const LENGTHS = [1024, 2048, 4096, 8192, 16_384, 32_768, 65_536] as const;
const WAYS = 12;
const LONG_ENOUGH_MS = 40;
/** Below this a time is that of the call. */
const NOISE_MS = 0.02;
/** Longer inputs would only say again what is known by then. */
const HOPELESS_MS = 100;

export async function* measureGrowth({ name, long = {}, run }: Target): AsyncGenerator<Growth> {
  for (const [input, make] of Object.entries(long)) {
    const ms: number[] = [];
    for (const length of LENGTHS) {
      ms.push(await meanMs(run, make(length)));
      if ((ms.at(-1) ?? 0) > HOPELESS_MS) break;
    }
    yield { target: name, input, ms, exponent: exponentOf(ms) };
  }
}

/** The mean over the ways that chance chooses for an input. A kernel may count in steps of 4 ms, so they are gone through for many. */
async function meanMs(run: Target['run'], input: string): Promise<number> {
  const before = cpuMs();
  let runs = 0;
  do {
    for (let way = 0; way < WAYS; way++) await run(input, createRandom(`way ${way}`));
    runs += WAYS;
  } while (cpuMs() - before < LONG_ENOUGH_MS);
  return (cpuMs() - before) / runs;
}

function exponentOf(ms: readonly number[]): number {
  const from = ms.findIndex((value) => value > NOISE_MS);
  if (from < 0 || from > ms.length - 3) return 0; // never slow enough to be told from nothing
  const [first = 1, last = 1] = [ms[from], ms.at(-1)];
  return Math.log2(last / first) / (ms.length - 1 - from);
}
