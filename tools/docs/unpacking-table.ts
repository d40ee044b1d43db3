// What docs/decisions/0016 compares: billed time of a start in an empty sandbox, for both moments at which unpacking can begin.
import { PRICES } from '../../cli/cost/prices.ts';

/**
 * Milliseconds from the start of Node to the answer, medians of two runs of 30 starts of each kind in turns, on 2026-11-30: the zip in a
 * root of its own, with 1.16 vCPU by the kernel's quota and, while it starts, 1.16 or 2. The mean of the four medians.
 */
const MEASURED_MS = {
  'at once': { stored: 67, drawn: 811 },
  'when asked': { stored: 61, drawn: 877 },
} as const;
const GB = 2;
const STORED_SHARES = [0, 50, 80, 90, 95, 100] as const;

/** USD for a million starts in an empty sandbox, by the share of them whose card S3 has. */
export function unpackingTable(): string {
  const usd = (way: keyof typeof MEASURED_MS, storedShare: number) => {
    const { stored, drawn } = MEASURED_MS[way];
    const seconds = (stored * storedShare + drawn * (100 - storedShare)) / 100 / 1000;
    return (1e6 * GB * seconds * PRICES.gbSecond).toFixed(2);
  };
  const { 'at once': atOnce, 'when asked': whenAsked } = MEASURED_MS;
  const rows = STORED_SHARES.map((share) => `| S3 has ${share} % | ${usd('at once', share)} | ${usd('when asked', share)} |`);
  return [
    '| A start in an empty sandbox | Unpacking begins at once | when a card has to be drawn |',
    '| --- | --- | --- |',
    `| until the answer with a stored card | ${atOnce.stored} ms | ${whenAsked.stored} ms |`,
    `| until the answer with the first card that it draws | ${atOnce.drawn} ms | ${whenAsked.drawn} ms |`,
    '| **USD per million starts, with these times** | | |',
    ...rows,
  ].join('\n');
}
