/** How long each stage of a request took, for the server-timing header and the log. */
export interface Timings {
  measure<T>(stage: string, work: () => Promise<T>): Promise<T>;
  /** Milliseconds by stage, in the order in which they began. */
  all(): Readonly<Record<string, number>>;
}

export function createTimings(now: () => number = () => performance.now()): Timings {
  const spent = new Map<string, number>();
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
  };
}

export function formatServerTiming(timings: Timings): string {
  return Object.entries(timings.all())
    .map(([stage, ms]) => `${stage};dur=${ms}`)
    .join(', ');
}
