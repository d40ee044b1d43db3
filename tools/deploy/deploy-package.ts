// The deployment of the stack itself, which osls does.
import { step } from '../../cli/terminal/steps.ts';
import { runOsls } from '../osls/run-osls.ts';
import { DeployError } from './deploy-error.ts';

/**
 * Deploys what lies in .serverless/. osls skips that when template and zips are those that are deployed; but it takes a function
 * that a condition leaves out for one that is missing, and then never skips it.
 */
export async function deployPackage(project: string, args: readonly string[], verbose: boolean): Promise<void> {
  const failure = await step(
    '  Deploying the stack',
    () => runOsls(['deploy', '--package', '.serverless', ...args], { project, verbose, endsWithUs: false }),
    { keep: true },
  );
  if (failure === undefined) return;
  throw new DeployError(
    `${failure}\n\nThe stack was not deployed. CloudFormation undoes an update that failed, so what was deployed before is still there. Put it right and deploy again.`,
  );
}
