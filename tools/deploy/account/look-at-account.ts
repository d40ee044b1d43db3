// What a deployment says of an account, loudly, before it builds anything.
import type { LambdaClient } from '@aws-sdk/client-lambda';
import { awsReason } from '../../../cli/aws/aws.ts';
import { type Concurrency, lowConcurrency, photoApiProblem, readConcurrency } from '../../../cli/aws/concurrency.ts';
import { prerenderShareProblem } from '../../../edge/core/prerender/prerender-share.ts';
import { DeployError } from '../deploy-error.ts';

export interface AccountLook {
  readonly region: string;
  readonly stage: string;
  /** Of the deployment; undefined for a parameter that serverless.yml does not have. */
  readonly parameter: (name: string) => string | undefined;
  readonly print: (line: string) => void;
}

const NO_ADDRESS = (stage: string) =>
  `  WARNING: nobody is written to. Without the parameter alarmEmail there are no alarms and no budget: nobody learns that cards fail, or what strangers make you pay.
  Write it under params, ${stage}, in serverless.yml (alarmEmail: ops@example.com), and confirm AWS's first mail.`;

/** Refuses what the account cannot carry, and warns of what it can carry badly. */
export async function lookAtAccount(lambda: LambdaClient, { region, stage, parameter, print }: AccountLook): Promise<void> {
  // A topic may have other subscribers than a mail address.
  if (parameter('alarmEmail') === '' && parameter('alarms') !== 'on') print(NO_ADDRESS(stage));
  const concurrency = await readOrSay(lambda, print);
  if (!concurrency) return;
  const low = lowConcurrency(concurrency, region);
  if (low) print(`  WARNING: ${low[0]}.\n  ${low[1]}`);
  const ofSite = parameter('photoSite') === 'on' ? Number(parameter('photoSiteConcurrency')) || 0 : 0;
  const problems = [
    problemOf('prerender', 'prerenderConcurrency', (wanted) => prerenderShareProblem(wanted, concurrency.unreserved)),
    problemOf('photos', 'photoApiConcurrency', (wanted) => photoApiProblem(wanted, concurrency, ofSite)),
  ].filter((problem) => problem !== undefined);
  if (problems.length > 0) throw new DeployError(`${problems.join(' ')} Nothing has been built or changed.`);

  function problemOf(feature: string, name: string, judge: (wanted: number) => string | undefined): string | undefined {
    const wanted = Number(parameter(name));
    // Not a number: a variable, which osls resolves in the package.
    return parameter(feature) === 'on' && !Number.isNaN(wanted) ? judge(wanted) : undefined;
  }
}

/** It is for warnings: whatever keeps it from being read, a deployment goes on. */
async function readOrSay(lambda: LambdaClient, print: (line: string) => void): Promise<Concurrency | undefined> {
  try {
    return await readConcurrency(lambda);
  } catch (error) {
    print(`  WARNING: how many functions the account may run at the same time is not known: ${awsReason(error)}`);
    return undefined;
  }
}
