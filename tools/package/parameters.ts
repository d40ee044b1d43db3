// The parameters of a deployment, as serverless.yml has them: their names and defaults stand there and nowhere else.
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { quoted } from '../../card-schema/errors.ts';
import { ExpectedError, UsageError } from '../../cli/terminal/errors.ts';
import { listed } from '../../cli/terminal/plural.ts';
import { hintFor } from '../../cli/terminal/values.ts';
import { explainOsls } from '../osls/explain-osls.ts';
import { problemsOfCombinations } from './parameter-combinations.ts';
import { problemOfValue } from './parameter-values.ts';

type Values = Readonly<Record<string, unknown>>;

export interface Parameters {
  readonly defaults: Values;
  /** By stage. Absent where a block is a reference to another file, which osls reads. */
  readonly stages: Readonly<Record<string, Values>>;
}

export interface GivenParameter {
  readonly name: string;
  readonly value: string;
}

/** As osls reads them. Throws ExpectedError `bad_config`. */
export async function readParameters(project: string): Promise<Parameters> {
  const { params = {} } = await readConfiguration(join(project, 'serverless.yml'));
  const blocks = Object.entries(params).map(([stage, block]) => [stage, block ?? {}] as const);
  const { default: defaults = {}, ...stages } = Object.fromEntries(
    blocks.filter((entry): entry is [string, Values] => typeof entry[1] === 'object'),
  );
  return { defaults, stages };
}

/** The names of a deployment's place, as serverless.yml has them. Throws ExpectedError `bad_config`. */
export async function readService(project: string): Promise<{ readonly service: string; readonly region: string }> {
  const { service = '', provider } = await readConfiguration(join(project, 'serverless.yml'));
  return { service, region: provider?.region ?? '' };
}

interface Configuration {
  readonly service?: string;
  readonly provider?: { readonly region?: string };
  readonly params?: Readonly<Record<string, Values | string | null>>;
}

async function readConfiguration(file: string): Promise<Configuration> {
  const read = createRequire(import.meta.url)('serverless/lib/configuration/read.js') as (path: string) => Promise<Configuration>;
  try {
    return await read(file);
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    throw new ExpectedError('bad_config', explainOsls(said, { command: 'package', ended: said, verbose: true }), {
      cause: error,
    });
  }
}

export interface AskedFor {
  readonly stage?: string | undefined;
  readonly given: readonly GivenParameter[];
}

/** Throws UsageError for what was typed, else ExpectedError `bad_config` for what serverless.yml has; both list every problem. */
export function refuseWrongParameters(parameters: Parameters, { stage, given }: AskedFor): void {
  const typed = [...(stage === undefined ? [] : problemsOfStage(stage, parameters)), ...problemsOfGiven(given, parameters)];
  if (typed.length > 0) throw new UsageError(typed.join('\n'), { code: 'unknown_parameter' });
  const written = [
    ...Object.keys(parameters.stages).flatMap((name) => problemsOfBlock(name, parameters)),
    ...valuesIn('default', parameters.defaults, parameters),
  ];
  if (written.length > 0) throw new ExpectedError('bad_config', written.join('\n'));
  refuseWrongCombinations(parameters, { stage, given });
}

function refuseWrongCombinations({ defaults, stages }: Parameters, { stage, given }: AskedFor): void {
  const typed = Object.fromEntries(given.map(({ name, value }) => [name, value]));
  const problems = problemsOfCombinations({ ...defaults, ...(stage === undefined ? {} : stages[stage]), ...typed }, defaults);
  if (problems.length === 0) return;
  const said = problems.join('\n');
  throw given.length > 0 ? new UsageError(said, { code: 'unknown_parameter' }) : new ExpectedError('bad_config', said);
}

/** A stage without a block has the defaults, which is right for a new one and wrong for one that was misspelt. */
function problemsOfStage(stage: string, { stages }: Parameters): readonly string[] {
  if (Object.hasOwn(stages, stage)) return [];
  const hint = hintFor(stage, Object.keys(stages));
  if (hint === '') return [];
  return [
    `No stage is called ${stage} under params in serverless.yml.${hint} A new stage is written there first, such as ${stage}: {}.`,
  ];
}

function problemsOfGiven(given: readonly GivenParameter[], { defaults }: Parameters): readonly string[] {
  return given.flatMap(({ name, value }, at) => {
    if (!Object.hasOwn(defaults, name)) return [`--param ${name}=…: ${unknown(name, defaults)}`];
    if (given.findIndex((other) => other.name === name) < at) return [`--param ${name}=… is given more than once.`];
    const problem = problemOfValue(name, value, defaults[name]);
    return problem === undefined ? [] : [`--param ${name}=… must be ${problem}; got ${quoted(value)}.`];
  });
}

function problemsOfBlock(stage: string, parameters: Parameters): readonly string[] {
  const { defaults, stages } = parameters;
  const block = stages[stage] ?? {};
  const meant = hintFor(stage, ['default']);
  if (meant !== '') return [`serverless.yml, params: ${stage} is neither default nor a stage.${meant}`];
  const strange = Object.keys(block).filter((name) => !Object.hasOwn(defaults, name));
  return [
    ...strange.map((name) => `serverless.yml, params: ${stage}: ${name}: ${unknown(name, defaults)}`),
    ...valuesIn(stage, block, parameters),
  ];
}

function valuesIn(stage: string, block: Values, { defaults }: Parameters): readonly string[] {
  return Object.entries(block).flatMap(([name, value]) => {
    const problem = Object.hasOwn(defaults, name) ? problemOfValue(name, value, defaults[name]) : undefined;
    return problem === undefined ? [] : [`serverless.yml, params: ${stage}: ${name} must be ${problem}; got ${quoted(value)}.`];
  });
}

function unknown(name: string, defaults: Values): string {
  const names = Object.keys(defaults);
  const hint = hintFor(name, names);
  const all = hint === '' ? ` There are ${listed(names)}.` : '';
  return `no parameter is called ${name}.${hint}${all} One of your own is written under params and default first.`;
}
