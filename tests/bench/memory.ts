// @examples article event quote
// What one sandbox of ours holds at most while it draws: memory of the function and its browser, and scratch.
import type { DesignVersions } from '../../card-schema/design-version.ts';
import { bytesOnDisk } from './bytes-on-disk.ts';
import { CARD_NAMES, sampleCard, withoutRemoteImages } from './cards/samples.ts';
import { processTree, programOf, pssBytes } from './process-tree.ts';
import { askHandler, type Sandboxes } from './sandboxes.ts';
import type { Addresses } from './servers.ts';
import { rounded } from './statistics.ts';
import type { Failures } from './warm.ts';

export interface Memory {
  readonly oursPssMB: number;
  /** At that moment, of which the function has so much and its browser the rest. */
  readonly functionPssMB: number;
  /** After the last card. */
  readonly settledPssMB: number;
  readonly scratchMB: number;
  /** How many cards it drew meanwhile. */
  readonly cards: number;
  readonly failed?: Failures;
}

export interface MemoryOptions {
  readonly sandboxes: Sandboxes;
  readonly addresses: Addresses;
  readonly designVersions: DesignVersions;
}

const CARDS_EACH = 100;
/** Reading takes some milliseconds of the browser's time, and only the peak counts. */
const SAMPLE_EVERY_MS = 100;
/** AWS and Linux count in these, and so do the limits. */
export const MB = 1024 * 1024;

export async function measureMemory({ sandboxes, addresses, designVersions }: MemoryOptions): Promise<Memory> {
  await sandboxes.emptyScratch();
  const lambda = await sandboxes.start('ours', addresses.s3);
  let peak = { all: 0, node: 0 };
  let last = peak;
  let peakScratch = 0;
  let cards = 0;
  let failed: Failures | undefined;
  const look = async () => {
    last = pssOf(lambda.pid);
    if (last.all > peak.all) peak = last;
    peakScratch = Math.max(peakScratch, await bytesOnDisk(sandboxes.scratch));
  };
  const sampling = setInterval(() => look().catch(() => {}), SAMPLE_EVERY_MS);
  try {
    for (let count = 0; count < CARDS_EACH; count++) {
      for (const name of CARD_NAMES) {
        const card = withoutRemoteImages(sampleCard(name, 1_000_000 + count));
        try {
          await askHandler(lambda, card, designVersions, addresses.site);
          cards += 1;
        } catch (error) {
          failed = { times: (failed?.times ?? 0) + 1, reason: error instanceof Error ? error.message : String(error) };
        }
      }
    }
    await look();
  } finally {
    clearInterval(sampling);
    await lambda.kill();
  }
  return {
    oursPssMB: rounded(peak.all / MB),
    functionPssMB: rounded(peak.node / MB),
    settledPssMB: rounded(last.all / MB),
    scratchMB: rounded(peakScratch / MB),
    cards,
    ...(failed ? { failed } : {}),
  };
}

/** Bytes. */
export function pssOf(sandbox: number): { all: number; node: number } {
  const sizes = processTree(sandbox).map((pid) => ({ program: programOf(pid), bytes: pssBytes(pid) }));
  const sumOf = (some: typeof sizes) => some.reduce((sum, { bytes }) => sum + bytes, 0);
  // Node calls its main thread MainThread.
  return { all: sumOf(sizes), node: sumOf(sizes.filter(({ program }) => /^(node|MainThread)$/.test(program))) };
}
