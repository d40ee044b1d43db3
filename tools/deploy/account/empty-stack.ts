// A first deployment that failed before anything else, or was ended, leaves a stack that holds nothing and that no update is taken for.
import { setTimeout as sleep } from 'node:timers/promises';
import { type CloudFormationClient, DeleteStackCommand } from '@aws-sdk/client-cloudformation';
import { stackResources } from '../../../cli/aws/deployment.ts';
import { describeStack } from '../stack.ts';

const EMPTY_STATES: readonly string[] = ['ROLLBACK_COMPLETE', 'REVIEW_IN_PROGRESS'];

export interface EmptyStackOptions {
  readonly dryRun: boolean;
  readonly pauseMs: number;
  readonly print: (line: string) => void;
}

/** Deletes it if it holds nothing. Where the credentials may not look into stacks or delete them, waitForStack says what to do. */
export async function discardEmptyStack(
  client: CloudFormationClient,
  name: string,
  { dryRun, pauseMs, print }: EmptyStackOptions,
): Promise<void> {
  const stack = await describeStack(client, name);
  if (!stack || !EMPTY_STATES.includes(stack.StackStatus ?? '') || dryRun) return;
  try {
    // Listed although they are gone: those that the roll-back has deleted.
    if ((await stackResources(client, name)).some(({ ResourceStatus }) => ResourceStatus !== 'DELETE_COMPLETE')) return;
    await client.send(new DeleteStackCommand({ StackName: name }));
  } catch (error) {
    if (error instanceof Error && error.name.startsWith('AccessDenied')) return;
    throw error;
  }
  print(`  The stack ${name} of a first deployment that failed holds nothing (${stack.StackStatus}): deleted.`);
  // Until it is gone. One that cannot be deleted is for waitForStack to report.
  while (!/^DELETE_(COMPLETE|FAILED)$/.test((await describeStack(client, name))?.StackStatus ?? 'DELETE_COMPLETE'))
    await sleep(pauseMs);
}
