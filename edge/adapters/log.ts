import type { Log } from '../core/ports.ts';

/** Writes one JSON line per event. */
export function createLog(write: (line: string) => void): Log {
  return (event, fields = {}) => write(JSON.stringify({ event, ...fields }));
}
