// The command line of `npm run deploy`.
import { UsageError } from '../../cli/terminal/errors.ts';
import type { Options, OptionValues } from '../../cli/terminal/option.ts';
import { oslsArguments, PACKAGE_OPTIONS } from '../package/options.ts';
import type { GivenParameter } from '../package/parameters.ts';
import type { RemoveOptions } from './remove/run-remove.ts';

export interface DeployOptions {
  readonly stage: string;
  /** Says what would happen; packages, reads, and changes nothing on AWS. */
  readonly dryRun: boolean;
  readonly verbose: boolean;
  /** Parameters of the command line. */
  readonly given: readonly GivenParameter[];
  /** For `npm run package` and for osls alike. */
  readonly forOsls: readonly string[];
  /** For `npm run package` alone. */
  readonly forPackage: readonly string[];
}

export const DEPLOY_OPTIONS = {
  ...PACKAGE_OPTIONS,
  stage: { ...PACKAGE_OPTIONS.stage, description: 'which deployment, such as prod; always to be named' },
  remove: { type: 'boolean', description: 'takes the stage down instead; says what goes and what stays, and asks for --confirm' },
  confirm: { type: 'string', value: 'STACK', description: 'with --remove: the name of the stack, such as edgecard-dev' },
  'with-pictures': { type: 'boolean', description: 'with --remove: the buckets of pictures and of photos go as well' },
  'dry-run': { type: 'boolean', description: 'packages and reads, then says what would happen' },
} as const satisfies Options;

/** Throws UsageError. */
export function deployOptionsOf(options: OptionValues<typeof DEPLOY_OPTIONS>): DeployOptions {
  const { stage, pack, studio, verbose, 'dry-run': dryRun } = options;
  if (stage === undefined) throw new UsageError(`Name the deployment with --stage, such as --stage prod.`);
  const forOsls = oslsArguments(options);
  const isUsualPack = pack === PACKAGE_OPTIONS.pack.initial;
  const forPackage = [
    ...forOsls,
    ...(isUsualPack ? [] : ['--pack', pack]),
    ...(studio ? ['--studio'] : []),
    ...(verbose ? ['--verbose'] : []),
  ];
  return { stage, dryRun, verbose, given: options.param, forOsls, forPackage };
}

/** Undefined where nothing is to be removed. Throws UsageError. */
export function removeOptionsOf(options: OptionValues<typeof DEPLOY_OPTIONS>): RemoveOptions | undefined {
  const { stage, remove, confirm, 'with-pictures': withPictures, 'dry-run': dryRun } = options;
  if (!remove) {
    const alone = confirm !== undefined ? '--confirm' : withPictures ? '--with-pictures' : undefined;
    if (alone !== undefined) throw new UsageError(`${alone} belongs to --remove.`);
    return undefined;
  }
  const others = [...(options.param.length > 0 ? ['--param'] : []), ...(options.studio ? ['--studio'] : [])];
  if (others.length > 0) throw new UsageError(`${others.join(' and ')}: that is for a deployment, and --remove makes none.`);
  if (stage === undefined) throw new UsageError('Name the stage that is to be removed with --stage, such as --stage dev.');
  // It says what would go, and removes nothing, whatever else is given.
  return { stage, confirm: dryRun ? undefined : confirm, withPictures };
}

/** With parameters that the deployment has found out; what the command line has, stays. */
export function withParameters(options: DeployOptions, parameters: readonly GivenParameter[]): DeployOptions {
  const more = oslsArguments({
    stage: undefined,
    param: parameters.filter(({ name }) => !options.given.some((one) => one.name === name)),
  });
  return { ...options, forOsls: [...options.forOsls, ...more], forPackage: [...options.forPackage, ...more] };
}
