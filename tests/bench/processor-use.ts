// What a process and all that it has started take of the processor, and how often they wait for a page of memory. Linux only.
import koffi from 'koffi';
import { processTree, timesOf } from './process-tree.ts';

/** Since the processes began. What a process has waited for after its end is in its parent's figures. */
export interface ProcessorUse {
  /** As the kernel keeps it, in nanoseconds; of processes that have ended in steps of 10 ms. */
  readonly totalMs: number;
  /** Both in steps of 10 ms, and by samples of the clock: good for shares of a sum, not for one card. */
  readonly userMs: number;
  readonly systemMs: number;
  /** Minor ones: the page was in memory, or needed to be zeroed. */
  readonly faults: number;
}

/** Of one card, on average. */
export interface CardUse {
  readonly cpu: { readonly userMs: number; readonly systemMs: number };
  readonly faults: number;
}

/** From linux/posix-timers.h: the clock of a process that counts what all of its threads have run, ended ones too. */
const CPUCLOCK_SCHED = 2;

const clockGettime = koffi.load('libc.so.6').func('int clock_gettime(int clock, void *time)');

/** `first`: the process itself is read before or after the others, so that the reading is no part of what it is found to have used. */
export function useOf(root: number, rootIsRead: 'first' | 'last' = 'first'): ProcessorUse {
  const own = rootIsRead === 'first' ? useOfOne(root) : undefined;
  const [, ...others] = processTree(root);
  return sumOf([...others.map(useOfOne), own ?? useOfOne(root)]);
}

export function useBetween(before: ProcessorUse, after: ProcessorUse): ProcessorUse {
  return {
    totalMs: after.totalMs - before.totalMs,
    userMs: after.userMs - before.userMs,
    systemMs: after.systemMs - before.systemMs,
    faults: after.faults - before.faults,
  };
}

/** The total is exact; the samples say which part of it the kernel had. */
export function usePerCard(uses: readonly ProcessorUse[], cards = uses.length): CardUse {
  const { totalMs, userMs, systemMs, faults } = sumOf(uses);
  const sampled = userMs + systemMs;
  const systemShare = sampled > 0 ? systemMs / sampled : 0;
  const perCard = (sum: number) => Number((sum / cards).toFixed(2));
  return {
    cpu: { userMs: perCard(totalMs * (1 - systemShare)), systemMs: perCard(totalMs * systemShare) },
    faults: Math.round(faults / cards),
  };
}

function useOfOne(pid: number): ProcessorUse {
  const { userMs, systemMs, endedUserMs, endedSystemMs, faults } = timesOf(pid);
  const ended = endedUserMs + endedSystemMs;
  return {
    totalMs: (clockMs(pid) ?? userMs + systemMs) + ended,
    userMs: userMs + endedUserMs,
    systemMs: systemMs + endedSystemMs,
    faults,
  };
}

/** Undefined for a process that is gone. */
function clockMs(pid: number): number | undefined {
  const time = new BigInt64Array(2); // seconds, nanoseconds
  if (clockGettime((~pid << 3) | CPUCLOCK_SCHED, time) !== 0) return undefined;
  const [seconds = 0n, nanoseconds = 0n] = time;
  return Number(seconds) * 1000 + Number(nanoseconds) / 1e6;
}

function sumOf(uses: readonly ProcessorUse[]): ProcessorUse {
  const sum = (figure: keyof ProcessorUse) => uses.reduce((so, use) => so + use[figure], 0);
  return { totalMs: sum('totalMs'), userMs: sum('userMs'), systemMs: sum('systemMs'), faults: sum('faults') };
}
