// The end of the edge functions' names: '' in the first life of a stage, '-2' in the second. For hours after a stage was taken down AWS
// still has its edge functions, whose copies at the edge it deletes by and by, and a new one of the same name could not be made.
import { type CloudFormationClient, DescribeStackResourceCommand } from '@aws-sdk/client-cloudformation';
import { GetFunctionCommand, type LambdaClient, ResourceNotFoundException } from '@aws-sdk/client-lambda';
import { isMissingStack } from '../../../cli/aws/deployment.ts';
import { DeployError } from '../deploy-error.ts';

/** As osls calls them in the template, and the beginning of their names. */
const EDGE_FUNCTIONS = [
  { logicalId: 'OriginRequestLambdaFunction', name: 'originRequest' },
  { logicalId: 'OriginResponseLambdaFunction', name: 'originResponse' },
] as const;

const MAX_LIVES = 99;

export function edgeFunctionNames(stackName: string, suffix: string): readonly string[] {
  return EDGE_FUNCTIONS.map(({ name }) => `${stackName}-${name}${suffix}`);
}

export interface SuffixClients {
  readonly cloudFormation: CloudFormationClient;
  readonly lambda: LambdaClient;
}

/** That of the stack's own functions, which keep their names for as long as it lives; else the first that is free. */
export async function findFunctionSuffix({ cloudFormation, lambda }: SuffixClients, stackName: string): Promise<string> {
  for (const { logicalId, name } of EDGE_FUNCTIONS) {
    const own = await functionOf(cloudFormation, stackName, logicalId);
    if (own?.startsWith(`${stackName}-${name}`)) return own.slice(`${stackName}-${name}`.length);
  }
  for (let life = 1; life <= MAX_LIVES; life += 1) {
    const suffix = life === 1 ? '' : `-${life}`;
    const there = await Promise.all(edgeFunctionNames(stackName, suffix).map((name) => hasFunction(lambda, name)));
    if (!there.includes(true)) return suffix;
  }
  throw new DeployError(
    `${MAX_LIVES} former lives of ${stackName} have left edge functions behind: delete them in Lambda, and deploy again.`,
  );
}

async function functionOf(client: CloudFormationClient, stack: string, logicalId: string): Promise<string | undefined> {
  try {
    const asked = new DescribeStackResourceCommand({ StackName: stack, LogicalResourceId: logicalId });
    const { StackResourceDetail: found } = await client.send(asked);
    // One that a roll-back has deleted is still described, and so is one that it could not delete, because CloudFront had copies already, and
    // no longer looks after: DELETE_COMPLETE, DELETE_FAILED, DELETE_SKIPPED.
    return found?.ResourceStatus?.startsWith('DELETE_') ? undefined : found?.PhysicalResourceId || undefined;
  } catch (error) {
    if (isMissingStack(error)) return undefined;
    throw error;
  }
}

async function hasFunction(client: LambdaClient, name: string): Promise<boolean> {
  try {
    await client.send(new GetFunctionCommand({ FunctionName: name }));
    return true;
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return false;
    throw error;
  }
}
