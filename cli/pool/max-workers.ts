import { availableParallelism, freemem } from 'node:os';

/**
 * Proportional set size of a browser with its processes. Two at once need 457 MB each at their peak where every card has another photo of 48
 * megapixels, 268 where every other photo has 12, and 251 with photos of 1200 x 1200 (docs/decisions/0019-batch.md).
 */
const BROWSER_BYTES = 500_000_000;
/** Node's own part, which was 260 to 780 MB in the same runs. */
const NODE_BYTES = 500_000_000;

/**
 * How many browsers this machine can use: as many as it has cores, for each keeps more than one of them busy, but no more than fit into
 * memory next to Node. A browser does not wait for the store: it draws the next card while a picture is stored.
 */
export function maxWorkers(cores = availableParallelism(), freeBytes = freemem()): number {
  return Math.max(1, Math.min(cores, Math.floor((freeBytes - NODE_BYTES) / BROWSER_BYTES)));
}
