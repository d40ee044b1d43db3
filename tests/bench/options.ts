// The options of `npm run bench`.
import { UsageError } from '../../cli/terminal/errors.ts';
import type { Options, OptionValues } from '../../cli/terminal/option.ts';
import { problemOfFile } from '../../cli/terminal/write-access.ts';

export const PHASES = ['warm', 'cold', 'throughput', 'memory', 'photo'] as const;
export type Phase = (typeof PHASES)[number];

export interface BenchOptions {
  readonly pictures?: string;
  readonly rounds: number;
  readonly coldRuns: number;
  readonly only: ReadonlySet<Phase>;
  /** False: the package that is there is measured, however old. */
  readonly build: boolean;
}

const MAX_COUNT = 1000;

export const OPTIONS = {
  json: { type: 'string', value: 'FILE', isPath: true, description: 'writes the figures as JSON' },
  pictures: { type: 'string', value: 'DIR', isPath: true, description: 'keeps one picture by each renderer of each card' },
  only: { type: 'choices', value: 'PHASES', description: 'what is measured', values: PHASES, initial: PHASES },
  rounds: {
    type: 'integer',
    value: 'N',
    description: 'rounds of the warm part, and of warm photos',
    min: 1,
    max: MAX_COUNT,
    initial: 40,
  },
  'cold-runs': {
    type: 'integer',
    value: 'N',
    description: 'starts of each kind in the cold part, and with photos',
    min: 1,
    max: MAX_COUNT,
    initial: 24,
  },
  'keep-package': {
    type: 'boolean',
    description: 'measures the package that is there, however old, instead of packaging when something has changed',
  },
} as const satisfies Options;

export function benchOptions(given: OptionValues<typeof OPTIONS>): BenchOptions {
  const { pictures, rounds, only, 'cold-runs': coldRuns, 'keep-package': keep } = given;
  return { ...(pictures === undefined ? {} : { pictures }), rounds, coldRuns, only: new Set(only), build: !keep };
}

/** Asked before minutes of measuring. Throws UsageError. */
export async function refuseUnwritable(json: string | undefined): Promise<void> {
  const problem = json === undefined ? undefined : await problemOfFile(json);
  if (problem !== undefined) throw new UsageError(`--json ${json}: ${problem}.`);
}
