import { CardError } from '../../card-schema/errors.ts';

/** The time that a request has left, by the wall clock: a sandbox may be frozen and thawed in between. */
export interface Deadline {
  remainingMs(): number;
  /** Gives the promise until the deadline, or `atMostMs` if that is sooner. Throws CardError `out_of_time`, naming the stage. */
  bound<T>(stage: string, promise: Promise<T>, atMostMs?: number): Promise<T>;
  /** The same deadline, this much earlier: for work after which something else is to be done. */
  reserving(ms: number): Deadline;
  /** The same deadline, or one so many milliseconds from now if that is sooner. */
  atMost(ms: number): Deadline;
  /** Aborts at the deadline, or after `atMostMs` if that is sooner. */
  signal(atMostMs?: number): AbortSignal;
}

export function createDeadline(budgetMs: number, now: () => number = Date.now): Deadline {
  return deadlineAt(now() + budgetMs, now);
}

function deadlineAt(end: number, now: () => number): Deadline {
  const remainingMs = () => Math.max(0, end - now());
  const limitMs = (atMostMs: number) => Math.ceil(Math.min(remainingMs(), atMostMs));
  return {
    remainingMs,
    reserving: (ms) => deadlineAt(end - ms, now),
    atMost: (ms) => deadlineAt(Math.min(end, now() + ms), now),
    signal: (atMostMs = Number.POSITIVE_INFINITY) => AbortSignal.timeout(limitMs(atMostMs)),
    async bound(stage, promise, atMostMs = Number.POSITIVE_INFINITY) {
      const ms = limitMs(atMostMs);
      let timer: NodeJS.Timeout | undefined;
      const late = new Promise<never>((_, reject) => {
        timer = setTimeout(() => reject(new CardError('out_of_time', `${stage} took longer than ${ms} ms.`)), ms);
      });
      try {
        return await Promise.race([promise, late]);
      } finally {
        clearTimeout(timer);
        // The loser may still fail later; nobody is left to hear it.
        promise.catch(() => {});
      }
    },
  };
}
