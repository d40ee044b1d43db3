// The command line of `npm run deploy`.
import { UsageError } from '../../cli/terminal/errors.ts';
import type { Options, OptionValues } from '../../cli/terminal/option.ts';
import { oslsArguments, PACKAGE_OPTIONS } from '../package/options.ts';
import type { GivenParameter } from '../package/parameters.ts';

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

/** With parameters that the deployment has found out; what the command line has, stays. */
export function withParameters(options: DeployOptions, parameters: readonly GivenParameter[]): DeployOptions {
  const more = oslsArguments({
    stage: undefined,
    param: parameters.filter(({ name }) => !options.given.some((one) => one.name === name)),
  });
  return { ...options, forOsls: [...options.forOsls, ...more], forPackage: [...options.forPackage, ...more] };
}
