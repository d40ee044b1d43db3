import type { Log } from '../../edge/core/ports.ts';

export interface LogEntry {
  readonly event: string;
  readonly [field: string]: unknown;
}

/** A log that a test can read. */
export function recordingLog(): { log: Log; entries: LogEntry[] } {
  const entries: LogEntry[] = [];
  return { entries, log: (event, fields = {}) => void entries.push({ event, ...fields }) };
}
