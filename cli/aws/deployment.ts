// What a deployed stack is made of, as CloudFormation describes it.

import {
  CloudFormationClient,
  DescribeStacksCommand,
  type DescribeStacksCommandOutput,
  paginateListStackResources,
  type StackResourceSummary,
} from '@aws-sdk/client-cloudformation';
import { AwsError, asked } from './aws.ts';
import { clientSettings } from './settings.ts';

export const DEFAULT_REGION = 'us-east-1';

export interface Deployment {
  readonly stack: string;
  readonly region: string;
  /** CloudFormation's: UPDATE_COMPLETE. */
  readonly status: string;
  readonly bucket: string;
  /** Origins as CloudFront names them; people may have a name of their own. */
  readonly pictures: string;
  readonly cardSite: string;
  /** Undefined where there is none. */
  readonly photoSite?: string;
  readonly distributionId: string;
  /** Names, by what the stack's outputs call them. The deployment makes them, and they are not of the stack. */
  readonly secrets: Readonly<Record<string, string>>;
  readonly buckets: readonly string[];
  /** By their names; what is switched off has none. */
  readonly outputs: Readonly<Record<string, string>>;
  /** All of the stack, by what infra/ calls them. */
  readonly physicalIds: Readonly<Record<string, string>>;
}

export async function readDeployment(stack: string, region: string): Promise<Deployment> {
  const client = new CloudFormationClient(clientSettings(region));
  try {
    const [about] = (await describe(client, stack, region)).Stacks ?? [];
    const resources = await asked(`CloudFormation, resources of ${stack}`, stackResources(client, stack));
    const idOf = (logicalId: string) => {
      const id = resources.find(({ LogicalResourceId }) => LogicalResourceId === logicalId)?.PhysicalResourceId;
      if (id) return id;
      throw new AwsError('NotOurStack', `The stack ${stack} in ${region} has no ${logicalId}: is it Edgecard's?`);
    };
    const ofType = (type: string) =>
      resources.flatMap(({ ResourceType, LogicalResourceId, PhysicalResourceId }) =>
        ResourceType === type && LogicalResourceId && PhysicalResourceId
          ? [[LogicalResourceId, PhysicalResourceId] as const]
          : [],
      );
    const output = (name: string) => about?.Outputs?.find(({ OutputKey }) => OutputKey === name)?.OutputValue ?? '';
    return {
      stack,
      region,
      status: about?.StackStatus ?? 'unknown',
      bucket: idOf('PictureBucket'),
      pictures: `https://${output('PictureDomain')}`,
      cardSite: `https://${output('CardSiteDomain')}`,
      ...(output('PhotoSiteDomain') ? { photoSite: `https://${output('PhotoSiteDomain')}` } : {}),
      distributionId: idOf('CloudFrontDistribution'),
      secrets: { SigningKeys: output('SigningKeysName'), PageKeys: output('PageKeysName') },
      buckets: ofType('AWS::S3::Bucket').map(([, name]) => name),
      outputs: Object.fromEntries((about?.Outputs ?? []).map(({ OutputKey = '', OutputValue = '' }) => [OutputKey, OutputValue])),
      physicalIds: Object.fromEntries(
        resources.map(({ LogicalResourceId = '', PhysicalResourceId = '' }) => [LogicalResourceId, PhysicalResourceId]),
      ),
    };
  } finally {
    client.destroy();
  }
}

async function describe(client: CloudFormationClient, stack: string, region: string): Promise<DescribeStacksCommandOutput> {
  try {
    return await client.send(new DescribeStacksCommand({ StackName: stack }));
  } catch (cause) {
    if (!isMissingStack(cause)) return asked(`CloudFormation, ${stack}`, Promise.reject(cause));
    const sentence = `There is no stack ${stack} in ${region}, in the account of these credentials. Look at --stack, --region and AWS_PROFILE.`;
    throw new AwsError('NoSuchStack', sentence, { cause });
  }
}

/** CloudFormation has no code of its own for a stack, or a resource of one, that does not exist. */
export function isMissingStack(error: unknown): boolean {
  return error instanceof Error && error.name === 'ValidationError' && error.message.includes('does not exist');
}

/** All pages. Those that a roll-back has deleted, or could not delete, are listed as well: `DELETE_…`. */
export async function stackResources(client: CloudFormationClient, stack: string): Promise<readonly StackResourceSummary[]> {
  const all: StackResourceSummary[] = [];
  for await (const { StackResourceSummaries = [] } of paginateListStackResources({ client }, { StackName: stack }))
    all.push(...StackResourceSummaries);
  return all;
}
