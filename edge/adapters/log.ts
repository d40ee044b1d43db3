import { Console } from 'node:console';
import type { Log } from '../core/ports.ts';
import { embeddedMetrics } from './aws/embedded-metrics.ts';

/** Writes one JSON line per event, with the metrics embedded in it. */
export function createLog(write: (line: string) => void, now: () => number = Date.now): Log {
  return (event, fields = {}, metrics) =>
    write(JSON.stringify({ event, ...fields, ...(metrics && embeddedMetrics(metrics, now())) }));
}

/**
 * Lambda's own console.log puts the time and an id in front of a line, or, where the log format is JSON, the line as a text into
 * an object: then metric filters, and in the second case embedded metrics too, find no JSON. A console of our own writes it bare
 * (https://github.com/awslabs/aws-embedded-metrics-node/pull/158).
 */
export function bareStdout(): (line: string) => void {
  return new Console(process.stdout).log;
}
