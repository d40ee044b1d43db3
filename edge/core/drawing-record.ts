/** What a request leaves for the server-timing header and the log: how long each stage took, and how often some things happened. */
export interface DrawingRecord {
  stage<T>(name: Stage, work: () => Promise<T>): Promise<T>;
  /** Milliseconds by stage, in the order in which they began. */
  stagesMs(): StagesMs;
  count(name: Counted): void;
  times(name: Counted): number;
}

export type Stage = keyof typeof STAGES;
export type StagesMs = Readonly<Partial<Record<Stage, number>>>;

/** Every stage in words, for the docs. They overlap: `total` has all of them, and images are fetched while a browser starts. */
export const STAGES = {
  total: 'all of the function',
  ping: 'a sign of life of the browser',
  pack: 'its files, unpacked or completed',
  browser: 'its start',
  images: 'waiting for the card’s images',
  page: 'loading the card page',
  draw: 'drawing',
  capture: 'the JPEG',
  store: 'storing it',
} as const;

export type Counted = 'attempt' | 'browser start' | 'pack miss' | 'unsigned drawing';

export function createDrawingRecord(now: () => number = () => performance.now()): DrawingRecord {
  const spent = new Map<Stage, number>();
  const counted = new Map<Counted, number>();
  const times = (name: Counted) => counted.get(name) ?? 0;
  return {
    async stage(name, work) {
      const start = now();
      spent.set(name, spent.get(name) ?? 0);
      try {
        return await work();
      } finally {
        spent.set(name, (spent.get(name) ?? 0) + now() - start);
      }
    },
    stagesMs: () => Object.fromEntries([...spent].map(([name, ms]) => [name, Math.round(ms * 10) / 10])),
    count: (name) => void counted.set(name, times(name) + 1),
    times,
  };
}

/** Which code has answered. */
export interface Running {
  readonly commit: string;
  readonly bundle: string;
}

export function formatServerTiming(record: DrawingRecord, { commit, bundle }: Running): string {
  const stages = Object.entries(record.stagesMs()).map(([name, ms]) => `${name};dur=${ms}`);
  return [...stages, `commit;desc="${commit}"`, `bundle;desc="${bundle}"`].join(', ');
}
