// What the last run with `--readme` saw.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FaultResult } from './run-fault.ts';

export const RESULTS_FILE = join(import.meta.dirname, 'results.json');

export function readResults(): readonly FaultResult[] {
  return JSON.parse(readFileSync(RESULTS_FILE, 'utf8')) as readonly FaultResult[]; // faults.ts wrote it
}
