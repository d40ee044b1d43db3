import { setTimeout as sleep } from 'node:timers/promises';
import {
  type CloudFormationClient,
  DeleteStackCommand,
  UpdateTerminationProtectionCommand,
} from '@aws-sdk/client-cloudformation';
import { awsReason } from '../../../cli/aws/aws.ts';
import { step } from '../../../cli/terminal/steps.ts';
import { DeployError } from '../deploy-error.ts';
import { describeStack } from '../stack.ts';
import { failuresOf } from '../stack-failures.ts';

/** Throws DeployError while something changes it, which may need what a removal would take away. */
export async function refuseChangingStack(client: CloudFormationClient, stackId: string): Promise<void> {
  const status = (await describeStack(client, stackId))?.StackStatus ?? '';
  if (status.endsWith('_IN_PROGRESS') && status !== 'DELETE_IN_PROGRESS' && status !== 'REVIEW_IN_PROGRESS')
    throw new DeployError(`The stack is being changed (${status}). Wait until that has ended, and run it again.`);
}

/** Deletes the stack and waits until it is gone, or joins a deletion that is under way. */
export async function removeStack(client: CloudFormationClient, stackId: string, pauseMs: number): Promise<void> {
  const stack = await describeStack(client, stackId);
  const status = stack?.StackStatus ?? 'DELETE_COMPLETE';
  if (status === 'DELETE_COMPLETE') return;
  await refuseChangingStack(client, stackId);
  const since = new Date();
  if (status !== 'DELETE_IN_PROGRESS') {
    // Only where it is on: a stack that was never made whole has none.
    if (stack?.EnableTerminationProtection)
      await client.send(new UpdateTerminationProtectionCommand({ StackName: stackId, EnableTerminationProtection: false }));
    await client.send(new DeleteStackCommand({ StackName: stackId }));
  }
  await step(
    '  Deleting the stack, which takes 10 to 30 minutes for its two distributions',
    () => gone(client, stackId, pauseMs, since),
    {
      keep: true,
    },
  );
}

async function gone(client: CloudFormationClient, stackId: string, pauseMs: number, since: Date): Promise<void> {
  for (;;) {
    const status = (await describeStack(client, stackId))?.StackStatus ?? 'DELETE_COMPLETE';
    if (status === 'DELETE_COMPLETE') return;
    if (status !== 'DELETE_IN_PROGRESS') {
      // What failed must not be lost because its reason cannot be read.
      const why = await failuresOf(client, stackId, since).catch((error: unknown) => [`Why is not known: ${awsReason(error)}`]);
      throw new DeployError(
        `The stack could not be deleted (${status}).\n${why.join('\n')}\nPut it right and run it again: what is gone stays gone.`,
      );
    }
    await sleep(pauseMs);
  }
}
