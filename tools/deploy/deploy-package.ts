// The deployment of the stack itself, which osls does.
import { step } from '../../cli/terminal/steps.ts';
import { runOsls } from '../osls/run-osls.ts';

/**
 * Deploys what lies in .serverless/, and gives what went wrong. osls skips that when template and zips are those that are deployed; but
 * it takes a function that a condition leaves out for one that is missing, and then never skips it.
 */
export function deployPackage(project: string, args: readonly string[], verbose: boolean): Promise<string | undefined> {
  return step(
    '  Deploying the stack, the first time 10 to 40 minutes, then some minutes',
    () => runOsls(['deploy', '--package', '.serverless', ...args], { project, verbose, endsWithUs: false }),
    { keep: true },
  );
}
