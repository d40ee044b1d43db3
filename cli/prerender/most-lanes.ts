import { availableParallelism, freemem } from 'node:os';

/** Proportional set size of a browser and what it needs to breathe; measured 260 to 320 MB (tests/bench). */
const BROWSER_BYTES = 400_000_000;

/** How many browsers this machine can hold: no more than memory allows, nor than could ever be of use. */
export function mostLanes(cores = availableParallelism(), freeBytes = freemem()): number {
  return Math.max(1, Math.min(cores * 2, Math.floor(freeBytes / BROWSER_BYTES)));
}
