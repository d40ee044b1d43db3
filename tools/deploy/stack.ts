// The CloudFormation stack: what state it is in, and what it calls its parts.
import { setTimeout as sleep } from 'node:timers/promises';
import { type CloudFormationClient, DescribeStacksCommand, type Stack } from '@aws-sdk/client-cloudformation';
import { isMissingStack } from '../../cli/aws/deployment.ts';
import { DeployError } from './deploy-error.ts';

/** The outputs that a deployment needs, as infra/*.yml names them, and osls the distribution's id. */
const OUTPUTS = ['PictureBucketName', 'CardSiteBucketName', 'PictureDomain', 'CardSiteDomain', 'CloudFrontDistribution'] as const;
export type StackOutputs = Readonly<Record<(typeof OUTPUTS)[number], string>>;

export interface StackState {
  /** Undefined as long as the stack has not been made whole for the first time. */
  readonly outputs: StackOutputs | undefined;
  /** The last update failed, and what was deployed before it is there again. */
  readonly rolledBack: boolean;
}

/** Signing keys and pictures stay. */
const REMOVE = 'Take it down with npm run deploy -- --remove and its stage, as an administrator, and deploy again.';

/** What CloudFormation cannot get out of by another update, and what a person does about it. */
const STUCK: Readonly<Record<string, string>> = {
  ROLLBACK_COMPLETE: `Its first deployment failed. ${REMOVE}`,
  ROLLBACK_FAILED: `Its first deployment failed and could not be undone. ${REMOVE}`,
  REVIEW_IN_PROGRESS: `It holds nothing but a change set that nobody executed. ${REMOVE}`,
  UPDATE_ROLLBACK_FAILED:
    'An update failed and could not be undone. Its events say why; then aws cloudformation continue-update-rollback, and deploy again.',
  CREATE_FAILED: `Its events say why. ${REMOVE}`,
  DELETE_FAILED: `It was to be deleted, and could not be. ${REMOVE}`,
};

/** What a person does about a stack that no update gets out of its state; undefined for any other state. */
export function adviceFor(status: string): string | undefined {
  return Object.hasOwn(STUCK, status) ? STUCK[status] : undefined;
}

export interface QuietOptions {
  readonly pauseMs: number;
  readonly print: (line: string) => void;
}

/**
 * Waits until nobody is changing the stack: CloudFormation goes on with an update whose script was killed. A distribution takes
 * minutes; CloudFormation itself gives up at last, so nothing here does.
 */
export async function waitForStack(
  client: CloudFormationClient,
  name: string,
  { pauseMs, print }: QuietOptions,
): Promise<StackState | undefined> {
  for (let reported = false; ; reported = true) {
    const stack = await describeStack(client, name);
    const status = stack?.StackStatus ?? '';
    const advice = adviceFor(status);
    if (advice) throw new DeployError(`The stack ${name} is in state ${status}. ${advice}`);
    if (!stack || status === 'DELETE_COMPLETE') return undefined;
    if (!status.endsWith('_IN_PROGRESS')) {
      return { outputs: outputsOf(stack), rolledBack: status === 'UPDATE_ROLLBACK_COMPLETE' };
    }
    if (!reported) print(`The stack ${name} is being changed (${status}); waiting until that has ended.`);
    await sleep(pauseMs);
  }
}

/** By name, or by id, which finds one that is gone as well. */
export async function describeStack(client: CloudFormationClient, name: string): Promise<Stack | undefined> {
  try {
    const { Stacks = [] } = await client.send(new DescribeStacksCommand({ StackName: name }));
    return Stacks[0];
  } catch (error) {
    if (isMissingStack(error)) return undefined;
    throw error;
  }
}

/** Domains of CloudFront speak https; this machine's own, which the tests use, do not. */
export function originOf(domain: string): string {
  return domain.startsWith('127.0.0.1:') ? `http://${domain}` : `https://${domain}`;
}

/** osls makes the stack with nothing but its own bucket first, so the outputs come with the first update, all at once. */
function outputsOf({ Outputs = [] }: Stack): StackOutputs | undefined {
  const values = new Map(Outputs.map(({ OutputKey, OutputValue }) => [OutputKey, OutputValue]));
  const missing = OUTPUTS.filter((name) => !values.get(name));
  if (missing.length > 0) return undefined;
  return Object.fromEntries(OUTPUTS.map((name) => [name, values.get(name)])) as StackOutputs; // none is missing
}
