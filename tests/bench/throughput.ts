// @examples article event quote
// Cards per second while nothing waits for anything: each renderer with both cores, in the way that suits it.
import { availableParallelism } from 'node:os';
import type { CardName } from './cards/samples.ts';
import { type CardUse, usePerCard } from './processor-use.ts';
import { type Hosted, hostOf, hostRenderer } from './renderers/hosting.ts';
import type { Ran } from './renderers/messages.ts';
import { RENDERER_NAMES, type RendererName, type Surroundings } from './renderers/renderer.ts';
import { rounded } from './statistics.ts';
import type { CannotDraw } from './warm.ts';

interface Plan {
  readonly processes: number;
  /** Cards at work at once in each process. */
  readonly lanes: number;
  readonly why: string;
}

const CORES = availableParallelism();
const perCore = { processes: CORES, lanes: 1, why: `${CORES} processes` };
const ownThreads = { processes: 1, lanes: 2 * CORES, why: `${2 * CORES} renders at once, on its own threads` };

/** satori's JavaScript and resvg keep a thread busy each; takumi brings its own threads; the usual way mostly waits. */
export const PLANS: Readonly<Record<RendererName, Plan>> = {
  ours: { processes: 1, lanes: 1, why: 'the batch path, with as many browsers as the machine can use' },
  oursWhole: { ...perCore, why: `${CORES} sandboxes` },
  article: { processes: 1, lanes: 2 * CORES, why: `${2 * CORES} pages at once in one browser` },
  satoriResvg: perCore,
  satoriSharp: perCore,
  takumiPng: ownThreads,
  takumiJpeg: ownThreads,
};

const CARDS = ['plain', 'heavy'] as const satisfies readonly CardName[];
const WARM_UP_MS = 1500;
/** In which the browsers start and load their pages. */
const BATCH_WARM_UP_MS = 5000;

export interface Rate extends CardUse {
  readonly perSecond: number;
}

export type CardsPerSecond = Readonly<Record<RendererName, Rate | CannotDraw>>;
export type Throughput = Readonly<Record<(typeof CARDS)[number], CardsPerSecond>>;

export interface ThroughputOptions {
  readonly surroundings: Omit<Surroundings, 'scratch'>;
  readonly scratch: string;
  readonly secondsEach: number;
  readonly progress: (line: string) => void;
}

export async function measureThroughput({
  surroundings,
  scratch,
  secondsEach,
  progress,
}: ThroughputOptions): Promise<Throughput> {
  const found = { plain: {}, heavy: {} } as Record<(typeof CARDS)[number], Record<string, Rate | CannotDraw>>;
  for (const renderer of RENDERER_NAMES) {
    const { processes, lanes } = PLANS[renderer];
    const warmUpMs = renderer === 'ours' ? BATCH_WARM_UP_MS : WARM_UP_MS;
    // Started one by one, and alone on the machine: this is about all of its cores.
    const hosts: Hosted[] = [];
    for (let at = 0; at < processes; at++) hosts.push(await hostRenderer(hostOf(renderer), surroundings, scratch));
    try {
      for (const card of CARDS) {
        // Counts apart, or one process would draw what another has stored.
        const order = (at: number) => ({
          renderer,
          card,
          count: at * 100_000,
          lanes,
          warmUpMs,
          forMs: secondsEach * 1000,
        });
        found[card][renderer] = await Promise.all(hosts.map((host, at) => host.run(order(at)))).then(rateOf, (error: Error) => ({
          cannotDraw: error.message,
        }));
      }
    } finally {
      await Promise.all(hosts.map((host) => host.close()));
    }
    progress(`throughput: ${renderer}`);
  }
  return found as Throughput; // one entry per name
}

/** Of processes that worked side by side. */
function rateOf(ran: readonly Ran[]): Rate {
  const perSecond = rounded(ran.reduce((sum, { cards, ms }) => sum + (cards * 1000) / ms, 0));
  const cards = ran.reduce((sum, one) => sum + one.cards, 0);
  return {
    perSecond,
    ...usePerCard(
      ran.map(({ use }) => use),
      cards,
    ),
  };
}
