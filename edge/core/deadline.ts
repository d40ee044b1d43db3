import { CardError } from '../../card-schema/errors.ts';
import { handledLater } from './handled-later.ts';

/** The time that a request has left, by the wall clock: a sandbox may be frozen and thawed in between. */
export interface Deadline {
  remainingMs(): number;
  /** Gives the promise until the deadline, or `maxMs` if that is sooner. Throws CardError `out_of_time`, naming the stage. */
  bound<T>(stage: string, promise: Promise<T>, maxMs?: number): Promise<T>;
  /** The same deadline, this much earlier: for work after which something else is to be done. */
  reserving(ms: number): Deadline;
  /** The same deadline, or one so many milliseconds from now if that is sooner. */
  within(ms: number): Deadline;
  /** Aborts at the deadline, or after `maxMs` if that is sooner. */
  signal(maxMs?: number): AbortSignal;
}

export function createDeadline(budgetMs: number, now: () => number = Date.now): Deadline {
  return deadlineAt(now() + budgetMs, now);
}

/** @param end Unix time in milliseconds, by the same clock as `now` */
export function deadlineAt(end: number, now: () => number = Date.now): Deadline {
  const remainingMs = () => Math.max(0, end - now());
  const limitMs = (maxMs: number) => Math.ceil(Math.min(remainingMs(), maxMs));
  return {
    remainingMs,
    reserving: (ms) => deadlineAt(end - ms, now),
    within: (ms) => deadlineAt(Math.min(end, now() + ms), now),
    signal: (maxMs = Number.POSITIVE_INFINITY) => AbortSignal.timeout(limitMs(maxMs)),
    async bound(stage, promise, maxMs = Number.POSITIVE_INFINITY) {
      const ms = limitMs(maxMs);
      let timer: NodeJS.Timeout | undefined;
      const late = new Promise<never>((_, reject) => {
        timer = setTimeout(() => reject(new CardError('out_of_time', `${stage} took longer than ${ms} ms.`)), ms);
      });
      try {
        // One that loses may still fail later, and then nobody awaits it.
        return await Promise.race([handledLater(promise), late]);
      } finally {
        clearTimeout(timer);
      }
    },
  };
}
