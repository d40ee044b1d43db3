/** How long each stage of a request took, and how often what may happen again did: for the server-timing header and the log. */
export interface Timings {
  measure<T>(stage: string, work: () => Promise<T>): Promise<T>;
  /** Milliseconds by stage, in the order in which they began. */
  all(): Readonly<Record<string, number>>;
  /** Says that it happened once more. */
  count(what: Counted): void;
  /** How often it happened. */
  times(what: Counted): number;
}

export type Counted = 'try' | 'browser start' | 'pack miss';

export function createTimings(now: () => number = () => performance.now()): Timings {
  const spent = new Map<string, number>();
  const counted = new Map<Counted, number>();
  const times = (what: Counted) => counted.get(what) ?? 0;
  return {
    async measure(stage, work) {
      const start = now();
      spent.set(stage, spent.get(stage) ?? 0);
      try {
        return await work();
      } finally {
        spent.set(stage, (spent.get(stage) ?? 0) + now() - start);
      }
    },
    all: () => Object.fromEntries([...spent].map(([stage, ms]) => [stage, Math.round(ms * 10) / 10])),
    count: (what) => void counted.set(what, times(what) + 1),
    times,
  };
}

export function formatServerTiming(timings: Timings): string {
  return Object.entries(timings.all())
    .map(([stage, ms]) => `${stage};dur=${ms}`)
    .join(', ');
}
