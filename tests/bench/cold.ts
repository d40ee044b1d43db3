// @examples article event quote
// From the start of a process in an empty sandbox to its first picture.
import type { Card } from '../../card-schema/catalogue.ts';
import type { DesignVersions } from '../../card-schema/design-version.ts';
import { createRandom } from '../../tools/profile/gallery/random.ts';
import type { Lambda } from '../artifact/lambda.ts';
import { sampleCard, withoutRemoteImages } from './cards/samples.ts';
import { type CardUse, type ProcessorUse, useOf, usePerCard } from './processor-use.ts';
import { askForStored, askHandler, askUsualWay, COLD_NAMES, type ColdName, type Sandboxes } from './sandboxes.ts';
import type { Addresses } from './servers.ts';
import { mediansOf, type Summary, summarize } from './statistics.ts';
import type { Failures } from './warm.ts';

export interface ColdMeasured extends Summary, CardUse {
  /** The handler's own account of its stages, medians in milliseconds. The usual way keeps none. */
  readonly stages?: Readonly<Record<string, number>>;
  /** Starts that gave no picture, and why the last one did not. They have no time. */
  readonly failed?: Failures;
}

export type Cold = Readonly<Record<ColdName, ColdMeasured>>;

export interface ColdOptions {
  readonly sandboxes: Sandboxes;
  readonly addresses: Addresses;
  readonly designVersions: DesignVersions;
  readonly runs: number;
  readonly progress: (line: string) => void;
}

/** Any fixed one: each run has the same order. */
const SEED = 'cold';

interface Start {
  readonly ms: number;
  /** Of the whole sandbox: the function, its threads, its browser. */
  readonly use: ProcessorUse;
  readonly stages?: Readonly<Record<string, number>>;
}

export async function measureCold({ sandboxes, addresses, designVersions, runs, progress }: ColdOptions): Promise<Cold> {
  const random = createRandom(SEED);
  const starts = new Map<ColdName, Start[]>(COLD_NAMES.map((name) => [name, []]));
  const failed = new Map<ColdName, Failures>();

  async function askOnce(name: ColdName, lambda: Lambda, card: Card): Promise<Start['stages']> {
    const { site } = addresses;
    if (name === 'package') await askUsualWay(lambda, card, site);
    else if (name === 'stored') await askForStored(lambda, card, designVersions, site);
    else return askHandler(lambda, card, designVersions, site);
    return undefined;
  }

  async function startOnce(name: ColdName, run: number): Promise<Start> {
    const card = withoutRemoteImages(sampleCard('plain', run * COLD_NAMES.length + COLD_NAMES.indexOf(name)));
    await sandboxes.emptyScratch();
    const start = performance.now();
    const lambda = await sandboxes.start(name, addresses.slowS3);
    try {
      const stages = await askOnce(name, lambda, card);
      const ms = performance.now() - start;
      return { ms, use: useOf(lambda.pid), ...(stages ? { stages } : {}) };
    } finally {
      await lambda.kill();
    }
  }

  // One run more than is counted, so that every file is in the machine's memory for all of them.
  for (let run = 0; run <= runs; run++) {
    for (const name of random.some(COLD_NAMES, COLD_NAMES.length)) {
      try {
        const one = await startOnce(name, run);
        if (run > 0) starts.get(name)?.push(one);
      } catch (error) {
        failed.set(name, {
          times: (failed.get(name)?.times ?? 0) + 1,
          reason: error instanceof Error ? error.message : String(error),
        });
      }
    }
    if (run > 0 && run % 4 === 0) progress(`cold: ${run} of ${runs} runs`);
  }
  const measured = COLD_NAMES.map((name) => [name, measuredOf(starts.get(name) ?? [], failed.get(name))] as const);
  return Object.fromEntries(measured) as Cold; // one entry per name
}

function measuredOf(starts: readonly Start[], failed: Failures | undefined): ColdMeasured {
  const use = usePerCard(starts.map((start) => start.use));
  const summary = { ...summarize(starts.map(({ ms }) => ms)), ...use, ...(failed ? { failed } : {}) };
  const accounts = starts.flatMap(({ stages }) => (stages ? [stages] : []));
  return accounts.length > 0 ? { ...summary, stages: mediansOf(accounts) } : summary;
}
