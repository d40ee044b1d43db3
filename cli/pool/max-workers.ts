import { availableParallelism, freemem } from 'node:os';

/**
 * Proportional set size of a browser, with room to spare. Plain cards need 70 MB besides the code, which all browsers share, and decoded
 * photos up to 32 MB (docs/decisions/0017-memory-library.md); a browser that cannot load its memory library keeps up to 512 MB of them.
 */
const BROWSER_BYTES = 700_000_000;

/**
 * How many browsers this machine can use: as many as it has cores, for each keeps more than one of them busy, but no more than fit into
 * memory. A browser does not wait for the store: it draws the next card while a picture is stored.
 */
export function maxWorkers(cores = availableParallelism(), freeBytes = freemem()): number {
  return Math.max(1, Math.min(cores, Math.floor(freeBytes / BROWSER_BYTES)));
}
