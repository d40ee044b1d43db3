// What there is of a stage, found by names, so that a removal that was stopped is finished by running it again: with the stack gone,
// nothing else says what it has left.
import { paginateListFunctions } from '@aws-sdk/client-lambda';
import { paginateListBuckets } from '@aws-sdk/client-s3';
import { stackResources } from '../../../cli/aws/deployment.ts';
import type { DeployClients } from '../account/clients.ts';
import { describeStack } from '../stack.ts';

export interface StageParts {
  /** CloudFormation's id, which knows the stack when it is gone, too; undefined without a stack. */
  readonly stackId: string | undefined;
  /** By logical id, as CloudFormation makes names of them. */
  readonly buckets: readonly StageBucket[];
  /** Edge functions, of any life of the stage. */
  readonly functions: readonly string[];
  /** Of the stack, while it is there. */
  readonly keyId: string | undefined;
}

export interface StageBucket {
  readonly name: string;
  readonly kind: 'zips' | 'pictures' | 'card site' | 'logs' | 'prerender requests' | 'photos' | 'inbox of photos';
}

/** Logical ids in lower case, of which CloudFormation may leave out the end. */
const BUCKET_KINDS: readonly (readonly [beginning: string, kind: StageBucket['kind']])[] = [
  ['serverlessdeploymentb', 'zips'],
  ['picturebucket', 'pictures'],
  ['cardsitebucket', 'card site'],
  ['logbucket', 'logs'],
  ['prerenderrequests', 'prerender requests'],
  ['photobucket', 'photos'],
  ['photoinbox', 'inbox of photos'],
];

export async function findStageParts(clients: DeployClients, stackName: string): Promise<StageParts> {
  const stack = await describeStack(clients.cloudFormation, stackName);
  return {
    stackId: stack?.StackId,
    buckets: await bucketsOf(clients, stackName),
    functions: await functionsOf(clients, stackName),
    keyId: stack && (await keyOf(clients, stackName)),
  };
}

export async function bucketsOf({ s3 }: Pick<DeployClients, 's3'>, stackName: string): Promise<readonly StageBucket[]> {
  const found: StageBucket[] = [];
  for await (const { Buckets = [] } of paginateListBuckets({ client: s3 }, { Prefix: `${stackName}-` })) {
    for (const { Name: name = '' } of Buckets) {
      // Another stage may be called as this one and more: its rest begins otherwise.
      const rest = name.startsWith(`${stackName}-`) ? name.slice(stackName.length + 1) : '';
      // And one that somebody has made does not end with CloudFormation's random characters.
      const kind = BUCKET_KINDS.find(([beginning]) => new RegExp(`^${beginning}[a-z]*-[a-z0-9]{12,13}$`).test(rest))?.[1];
      if (kind) found.push({ name, kind });
    }
  }
  return found;
}

async function functionsOf({ lambda }: DeployClients, stackName: string): Promise<readonly string[]> {
  const own = new RegExp(`^${stackName}-(originRequest|originResponse)(-\\d{1,2})?$`);
  const found: string[] = [];
  for await (const { Functions = [] } of paginateListFunctions({ client: lambda }, {}))
    found.push(...Functions.flatMap(({ FunctionName = '' }) => (own.test(FunctionName) ? [FunctionName] : [])));
  return found;
}

/** It is only said, at the end: without it the sentence has the key's tags. */
async function keyOf({ cloudFormation }: DeployClients, stackName: string): Promise<string | undefined> {
  try {
    const resources = await stackResources(cloudFormation, stackName);
    return resources.find(({ LogicalResourceId }) => LogicalResourceId === 'PictureKey')?.PhysicalResourceId || undefined;
  } catch {
    return undefined;
  }
}
