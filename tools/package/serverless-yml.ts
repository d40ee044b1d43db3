// serverless.yml as osls reads it, with nothing resolved.
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { ExpectedError } from '../../cli/terminal/errors.ts';
import { explainOsls } from '../osls/explain-osls.ts';
import { isVariable } from './parameter-values.ts';

export type Values = Readonly<Record<string, unknown>>;
/** `params`: a block for each stage, or what stands for one. */
export type Blocks = Readonly<Record<string, Values | string | null>>;

/** Throws ExpectedError `bad_config`. */
export async function readBlocks(project: string): Promise<Blocks> {
  const params = (await readConfiguration(join(project, 'serverless.yml'))).params ?? {};
  const odd = Object.keys(params).filter((stage) => !isBlock(params[stage]));
  if (Array.isArray(params) || odd.length > 0)
    throw new ExpectedError(
      'bad_config',
      `serverless.yml, params${odd.length > 0 ? `: ${odd.join(', ')}` : ''}: names with values are expected there, such as alarms: 'on'.`,
    );
  return params;
}

/** Or nothing, or a variable that stands for one. */
function isBlock(block: unknown): boolean {
  return typeof block === 'string' ? isVariable(block) : typeof block === 'object' && !Array.isArray(block);
}

/** The names of a deployment's place, as serverless.yml has them. Throws ExpectedError `bad_config`. */
export async function readService(project: string): Promise<{ readonly service: string; readonly region: string }> {
  const { service = '', provider } = await readConfiguration(join(project, 'serverless.yml'));
  return { service, region: provider?.region ?? '' };
}

interface Configuration {
  readonly service?: string;
  readonly provider?: { readonly region?: string };
  readonly params?: Blocks | null;
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
