// The options of `npm run bench`.
import { parseArgs } from 'node:util';

export const PHASES = ['warm', 'cold', 'throughput', 'memory'] as const;
export type Phase = (typeof PHASES)[number];

export interface BenchOptions {
  readonly json?: string;
  readonly pictures?: string;
  readonly rounds: number;
  readonly coldRuns: number;
  readonly only: ReadonlySet<Phase>;
  /** False: the package that is there is measured, however old. */
  readonly build: boolean;
}

/** A mistake in the command line. It is reported without a stack. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

export const USAGE = `Usage: npm run bench -- [--json FILE] [--pictures DIR] [--only ${PHASES.join(',')}] [--rounds N] [--cold-runs N] [--keep-package]

  --json FILE      writes the figures as JSON
  --pictures DIR   keeps one picture by each renderer of each card
  --only PHASES    some of ${PHASES.join(', ')}, separated by commas; by default all, and the cost from warm and cold
  --rounds N       rounds of the warm part (40)
  --cold-runs N    starts of each kind in the cold part (12)
  --keep-package   measures the package that is there, however old, instead of packaging when something has changed`;

const MAX_COUNT = 1000;

export function readOptions(args: readonly string[]): BenchOptions {
  const { json, pictures, only, rounds, 'cold-runs': coldRuns, 'keep-package': keep } = parse(args);
  return {
    ...(json === undefined ? {} : { json }),
    ...(pictures === undefined ? {} : { pictures }),
    rounds: wholeNumber('--rounds', rounds),
    coldRuns: wholeNumber('--cold-runs', coldRuns),
    only: phases(only),
    build: !keep,
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        json: { type: 'string' },
        pictures: { type: 'string' },
        only: { type: 'string', default: PHASES.join(',') },
        rounds: { type: 'string', default: '40' },
        'cold-runs': { type: 'string', default: '12' },
        'keep-package': { type: 'boolean', default: false },
      },
    }).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function wholeNumber(option: string, text: string): number {
  if (/^\d{1,4}$/.test(text) && Number(text) >= 1 && Number(text) <= MAX_COUNT) return Number(text);
  throw new UsageError(`${option} must be a whole number from 1 to ${MAX_COUNT}; got ${JSON.stringify(text)}.`);
}

function phases(text: string): ReadonlySet<Phase> {
  const named = text.split(',').map((name) => name.trim());
  const unknown = named.find((name) => !(PHASES as readonly string[]).includes(name));
  if (unknown !== undefined) throw new UsageError(`--only takes ${PHASES.join(', ')}; got ${JSON.stringify(unknown)}.`);
  return new Set(named as Phase[]); // each is one of them
}
