// What a deployed stack is made of, as CloudFormation describes it.

import {
  CloudFormationClient,
  DescribeStacksCommand,
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
  readonly distributionId: string;
  /** Names, by what the stack's outputs call them. The deployment makes them, and they are not of the stack. */
  readonly secrets: Readonly<Record<string, string>>;
  readonly buckets: readonly string[];
  /** All of the stack, by what infra/ calls them. */
  readonly physicalIds: Readonly<Record<string, string>>;
}

export async function readDeployment(stack: string, region: string): Promise<Deployment> {
  const client = new CloudFormationClient(clientSettings(region));
  try {
    const [about] =
      (await asked(`CloudFormation, ${stack}`, client.send(new DescribeStacksCommand({ StackName: stack })))).Stacks ?? [];
    const resources = await asked(`CloudFormation, resources of ${stack}`, resourcesOf(client, stack));
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
      distributionId: idOf('CloudFrontDistribution'),
      secrets: { SigningKeys: output('SigningKeysName'), PageKeys: output('PageKeysName') },
      buckets: ofType('AWS::S3::Bucket').map(([, name]) => name),
      physicalIds: Object.fromEntries(
        resources.map(({ LogicalResourceId = '', PhysicalResourceId = '' }) => [LogicalResourceId, PhysicalResourceId]),
      ),
    };
  } finally {
    client.destroy();
  }
}

async function resourcesOf(client: CloudFormationClient, stack: string): Promise<readonly StackResourceSummary[]> {
  const all: StackResourceSummary[] = [];
  for await (const { StackResourceSummaries = [] } of paginateListStackResources({ client }, { StackName: stack }))
    all.push(...StackResourceSummaries);
  return all;
}
