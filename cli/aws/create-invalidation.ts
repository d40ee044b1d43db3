import { type CloudFrontClient, CreateInvalidationCommand } from '@aws-sdk/client-cloudfront';

/**
 * Has CloudFront forget paths, and tags, which begin with `#`. For a reference that it knows already, CloudFront makes no other
 * invalidation. Gives its id.
 */
export async function createInvalidation(
  client: CloudFrontClient,
  distributionId: string,
  items: readonly string[],
  reference: string,
): Promise<string | undefined> {
  const Paths = { Quantity: items.length, Items: [...items] };
  const InvalidationBatch = { CallerReference: reference, Paths };
  const { Invalidation } = await client.send(
    new CreateInvalidationCommand({ DistributionId: distributionId, InvalidationBatch }),
  );
  return Invalidation?.Id;
}
