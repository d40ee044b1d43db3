// The command line of `npm run deploy`.
import { parseArgs } from 'node:util';
import { PACK_FORMS } from '../pack/pack.ts';

/** A problem that the person who deploys can solve. It is reported without a stack. */
export class DeployError extends Error {
  override readonly name = 'DeployError';
}

export interface DeployOptions {
  readonly stage: string;
  /** Says what would happen; packages, reads, and changes nothing on AWS. */
  readonly dryRun: boolean;
  /** For `npm run package` and for osls alike. */
  readonly forOsls: readonly string[];
  /** For `npm run package` alone. */
  readonly forPackage: readonly string[];
}

export const USAGE = `Usage: npm run deploy -- --stage NAME [--param name=value …] [--pack ${PACK_FORMS.join('|')}] [--studio] [--dry-run]

  --stage NAME        which deployment: lower-case letters, digits and hyphens, such as prod
  --param name=value  a parameter of serverless.yml; better written there under params, so that no deployment forgets it
  --pack FORM         how the browser travels, see npm run package
  --studio            deploys the static studio too, for bearers of a token: npm run cards -- studio
  --dry-run           packages and reads, then says what would happen`;

/** A part of bucket, stack and secret names. */
const STAGE = /^[a-z][a-z0-9-]{0,19}$/;

export function readDeployOptions(args: readonly string[]): DeployOptions | 'help' {
  const { stage, param = [], pack, studio = false, help, 'dry-run': dryRun = false } = parsed(args);
  if (help) return 'help';
  if (stage === undefined || !STAGE.test(stage)) {
    const given = stage === undefined ? 'there is none' : `got ${JSON.stringify(stage.slice(0, 40))}`;
    throw new DeployError(`--stage must be 1 to 20 lower-case letters, digits or hyphens, such as prod; ${given}.\n\n${USAGE}`);
  }
  const odd = param.find((one) => !/^[A-Za-z][A-Za-z0-9]*=/.test(one));
  if (odd !== undefined) throw new DeployError(`--param must be name=value; got ${JSON.stringify(odd.slice(0, 40))}.`);
  const forOsls = ['--stage', stage, ...param.map((one) => `--param=${one}`)];
  return {
    stage,
    dryRun,
    forOsls,
    forPackage: [...forOsls, ...(pack === undefined ? [] : ['--pack', pack]), ...(studio ? ['--studio'] : [])],
  };
}

function parsed(args: readonly string[]) {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        stage: { type: 'string' },
        param: { type: 'string', multiple: true },
        pack: { type: 'string' },
        studio: { type: 'boolean' },
        'dry-run': { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    });
    return values;
  } catch (error) {
    // parseArgs has nothing else to complain of than the command line.
    const [sentence = ''] = (error as Error).message.split('. ');
    throw new DeployError(`${sentence}.\n\n${USAGE}`, { cause: error });
  }
}
