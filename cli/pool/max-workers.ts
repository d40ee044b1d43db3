import { availableParallelism, freemem } from 'node:os';

/** Proportional set size of a browser, with room to spare: measured 260 to 320 MB (tests/bench). */
const BROWSER_BYTES = 400_000_000;

/** How many browsers this machine can use: one more than it has cores, because one waits for the store, but no more than fit into memory. */
export function maxWorkers(cores = availableParallelism(), freeBytes = freemem()): number {
  return Math.max(1, Math.min(cores + 1, Math.floor(freeBytes / BROWSER_BYTES)));
}
