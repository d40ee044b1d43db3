// When and on what a long run was made, for the tables of the documents.
import { availableParallelism, cpus } from 'node:os';
import { browserVersion } from '../../local/browser/browser-files.ts';

export interface RunEnvironment {
  readonly date: string;
  readonly cores: number;
  readonly cpu: string;
  readonly node: string;
  /** As @sparticuz/chromium counts. */
  readonly chromium: string;
}

export async function runEnvironment(): Promise<RunEnvironment> {
  return {
    date: new Date().toISOString().slice(0, 10),
    cores: availableParallelism(),
    cpu: cpus()[0]?.model.trim() ?? 'unknown',
    node: process.versions.node,
    chromium: await browserVersion(),
  };
}

export function formatRunEnvironment({ date, cores, cpu, node, chromium }: RunEnvironment): string {
  return `${date} with ${cores} cores of ${cpu}, Node ${node}, Chromium ${chromium}`;
}
