// The parameters of a deployment, as serverless.yml has them: their names and defaults stand there and nowhere else.
import { quoted } from '../../card-schema/errors.ts';
import { ExpectedError, UsageError } from '../../cli/terminal/errors.ts';
import { listed } from '../../cli/terminal/plural.ts';
import { hintFor } from '../../cli/terminal/values.ts';
import { type WrongCombination, wrongCombinations } from './parameter-combinations.ts';
import { isVariable, problemOfValue } from './parameter-values.ts';
import { type Blocks, readBlocks, type Values } from './serverless-yml.ts';

/** As serverless.yml has it: `stage: ${opt:stage, 'dev'}`. */
const DEFAULT_STAGE = 'dev';

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
  return parametersIn(await readBlocks(project));
}

/** `params` of serverless.yml, as it is written or as osls has resolved it. */
function parametersIn(params: Blocks): Parameters {
  const blocks = Object.entries(params).map(([stage, block]) => [stage, block ?? {}] as const);
  const { default: defaults = {}, ...stages } = Object.fromEntries(
    blocks.filter((entry): entry is [string, Values] => typeof entry[1] === 'object'),
  );
  return { defaults, stages };
}

/** What a parameter is in a deployment: as it was typed, else as its stage has it, else its default. Variables are not resolved. */
export function parameterIn({ defaults, stages }: Parameters, { stage, given }: AskedFor, name: string): string | undefined {
  const typed = given.find((one) => one.name === name)?.value;
  const value = typed ?? stages[stage ?? DEFAULT_STAGE]?.[name] ?? defaults[name];
  return value === undefined ? undefined : String(value ?? '');
}

export interface AskedFor {
  readonly stage?: string | undefined;
  readonly given: readonly GivenParameter[];
}

/** Throws UsageError for what was typed, else ExpectedError `bad_config` for what serverless.yml has; both list every problem. */
export function refuseWrongParameters(parameters: Parameters, { stage, given }: AskedFor): void {
  const typed = [...(stage === undefined ? [] : problemsOfStage(stage, parameters)), ...problemsOfGiven(given, parameters)];
  if (typed.length > 0) throw new UsageError(typed.join('\n'), { code: 'unknown_parameter' });
  const written = problemsOfBlocks(parameters);
  if (written.length > 0) throw new ExpectedError('bad_config', written.join('\n'));
  const wrong = combinationsOf(parameters, { stage, given });
  if (wrong.length === 0) return;
  const sentences = wrong.map(({ sentence }) => sentence).join('\n');
  const isTyped = wrong.some(({ names }) => given.some(({ name }) => names.includes(name)));
  throw isTyped ? new UsageError(sentences, { code: 'unknown_parameter' }) : new ExpectedError('bad_config', sentences);
}

/**
 * The same once osls has resolved variables and references to other files, which is in the package and so before anything is uploaded.
 * Gives what is wrong.
 */
export function problemsOfResolved(params: Blocks, { stage, given }: AskedFor): readonly string[] {
  const parameters = parametersIn(params);
  return [...problemsOfBlocks(parameters), ...combinationsOf(parameters, { stage, given }).map(({ sentence }) => sentence)];
}

function problemsOfBlocks(parameters: Parameters): readonly string[] {
  return [
    ...Object.keys(parameters.stages).flatMap((name) => problemsOfBlock(name, parameters)),
    ...valuesIn('default', parameters.defaults, parameters),
  ];
}

/** Of the stage that is asked for, as osls will see its values. */
function combinationsOf(
  { defaults, stages }: Parameters,
  { stage = DEFAULT_STAGE, given }: AskedFor,
): readonly WrongCombination[] {
  const set = Object.entries(stages[stage] ?? {}).filter(([, value]) => value !== null);
  const values = {
    ...defaults,
    ...Object.fromEntries(set),
    ...Object.fromEntries(given.map(({ name, value }) => [name, value])),
  };
  return wrongCombinations(inTexts(values), inTexts(defaults)).map(({ names, sentence }) => ({
    names,
    sentence: `Parameters of the stage ${stage}: ${sentence}`,
  }));
}

function inTexts(values: Values): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, String(value ?? '')]));
}

/** A stage without a block has the defaults, which is right for a new one and wrong for one that was misspelt. */
function problemsOfStage(stage: string, { stages }: Parameters): readonly string[] {
  if (stage === 'default')
    return ['default is the block of params that every stage has, and no stage: name another, such as dev.'];
  const hint = Object.hasOwn(stages, stage) ? '' : hintFor(stage, Object.keys(stages));
  if (hint !== '')
    return [
      `No stage is called ${stage} under params in serverless.yml.${hint} A new stage is written there first, such as ${stage}: {}.`,
    ];
  // The role that deploys one stage reaches what begins with its name.
  const near = Object.keys(stages).find((other) => other !== stage && (other.startsWith(stage) || stage.startsWith(other)));
  if (near === undefined) return [];
  return [
    `The stages ${stage} and ${near} cannot be in one account, for the name of one is the beginning of the other's: rename one in serverless.yml, under params.`,
  ];
}

function problemsOfGiven(given: readonly GivenParameter[], { defaults }: Parameters): readonly string[] {
  return given.flatMap(({ name, value }, at) => {
    if (!Object.hasOwn(defaults, name)) return [`--param ${name}=…: ${unknown(name, defaults)}`];
    if (given.findIndex((other) => other.name === name) < at) return [`--param ${name}=… is given more than once.`];
    // Nobody would look at what osls makes of it; the shell resolves its own before it is looked at.
    if (isVariable(value))
      return [`--param ${name}=… must be the value itself: variables are for serverless.yml. Got ${quoted(value)}.`];
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
    return problem === undefined
      ? []
      : [`serverless.yml, params: ${stage}: ${name} must be ${problem}; got ${quoted(asWritten(value))}.`];
  });
}

/** JSON, which is what is quoted, has no NaN and no Infinity; YAML has. */
function asWritten(value: unknown): unknown {
  return typeof value === 'number' ? String(value) : value;
}

function unknown(name: string, defaults: Values): string {
  const names = Object.keys(defaults);
  const hint = hintFor(name, names);
  const all = hint === '' ? ` There are ${listed(names)}.` : '';
  return `no parameter is called ${name}.${hint}${all} One of your own is written under params and default first.`;
}
