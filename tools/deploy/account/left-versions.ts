// Versions of the edge functions that a failed update has left: CloudFormation's roll-back publishes, and then cannot delete, what CloudFront
// has copied already. The next deployment of the same code would meet them: Lambda publishes no version that does not differ from the
// last one (API_PublishVersion.html), and the stack fails with "A version for this Lambda function exists".
import type { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import {
  DeleteFunctionCommand,
  type LambdaClient,
  paginateListVersionsByFunction,
  ResourceNotFoundException,
} from '@aws-sdk/client-lambda';
import { isMissingStack, stackResources } from '../../../cli/aws/deployment.ts';
import { edgeFunctionNames } from './function-suffix.ts';

export interface LeftVersionClients {
  readonly cloudFormation: CloudFormationClient;
  readonly lambda: LambdaClient;
}

export interface LeftVersionOptions {
  readonly stackName: string;
  /** The end of the edge functions' names. */
  readonly functionSuffix: string;
  /** Says what it would delete, and deletes nothing. */
  readonly dryRun: boolean;
  readonly print: (line: string) => void;
}

/** Why a version stays: CloudFront has copies of it, something refers to it, or the credentials may not. */
const REFUSALS = /^(InvalidParameterValueException|ResourceConflictException|AccessDenied\w*)$/;

/**
 * Deletes them. Gives the numbers of the newest that Lambda does not delete, one for each function, such as `7-0`: in the functions'
 * descriptions they make the next version differ. Empty where none is left.
 */
export async function clearLeftVersions(clients: LeftVersionClients, options: LeftVersionOptions): Promise<string> {
  const ofStack = await versionsOfStack(clients.cloudFormation, options.stackName);
  const stay: number[] = [];
  for (const name of edgeFunctionNames(options.stackName, options.functionSuffix)) {
    const live = Math.max(0, ...(ofStack.get(name) ?? []));
    // Without one in the stack, nobody can say which of them are left.
    const left = live === 0 ? [] : (await publishedVersions(clients.lambda, name)).filter((version) => version > live);
    stay.push(Math.max(0, ...(await remaining(clients.lambda, name, left, options))));
  }
  return stay.some((version) => version > 0) ? stay.join('-') : '';
}

async function remaining(
  lambda: LambdaClient,
  name: string,
  left: readonly number[],
  { dryRun, print }: LeftVersionOptions,
): Promise<readonly number[]> {
  const stay: number[] = [];
  for (const version of left) {
    const of = `  Version ${version} of ${name}, which a failed update has left:`;
    if (dryRun) print(`${of} it would be deleted`);
    else if (await isDeleted(lambda, name, version)) print(`${of} deleted`);
    else {
      print(`${of} it stays, because CloudFront has copies of it; the next one gets another description`);
      stay.push(version);
    }
  }
  return stay;
}

async function isDeleted(lambda: LambdaClient, name: string, version: number): Promise<boolean> {
  try {
    await lambda.send(new DeleteFunctionCommand({ FunctionName: name, Qualifier: String(version) }));
    return true;
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return true;
    if (error instanceof Error && REFUSALS.test(error.name)) return false;
    throw error;
  }
}

/** By the name of the function. */
async function versionsOfStack(client: CloudFormationClient, stack: string): Promise<ReadonlyMap<string, readonly number[]>> {
  const found = new Map<string, number[]>();
  try {
    for (const { ResourceType, ResourceStatus = '', PhysicalResourceId = '' } of await stackResources(client, stack)) {
      // Listed although the stack no longer looks after them: DELETE_FAILED, DELETE_SKIPPED, DELETE_COMPLETE.
      if (ResourceType !== 'AWS::Lambda::Version' || ResourceStatus.startsWith('DELETE_')) continue;
      const [, name = '', version] = /:function:([^:]+):(\d+)$/.exec(PhysicalResourceId) ?? [];
      found.set(name, [...(found.get(name) ?? []), Number(version ?? 0)]);
    }
  } catch (error) {
    if (!isMissingStack(error)) throw error;
  }
  return found;
}

async function publishedVersions(client: LambdaClient, FunctionName: string): Promise<readonly number[]> {
  const found: number[] = [];
  try {
    for await (const { Versions = [] } of paginateListVersionsByFunction({ client }, { FunctionName }))
      found.push(...Versions.map(({ Version }) => Number(Version)).filter(Number.isInteger)); // the other one is $LATEST
  } catch (error) {
    if (!(error instanceof ResourceNotFoundException)) throw error;
  }
  return found;
}
