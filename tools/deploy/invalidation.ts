// Takes the pictures of former designs out of CloudFront's cache, and no others.
import { createHash } from 'node:crypto';
import type { CloudFrontClient } from '@aws-sdk/client-cloudfront';
import type { DesignVersions } from '../../card-schema/design-version.ts';
import { createInvalidation } from '../../cli/aws/create-invalidation.ts';
import { cacheTagOf } from '../../edge/core/cache-tag.ts';
import type { DeploymentRecord } from './record.ts';

/**
 * The cache tags of every design that may have pictures in the cache and is no longer drawn. Where nothing is known of earlier
 * deployments, all of the cache.
 */
export function pathsToInvalidate({ live, begun }: DeploymentRecord, current: DesignVersions): readonly string[] {
  if (!live) return ['/*'];
  const now: Readonly<Record<string, string>> = current;
  const former = [live.designVersions, ...begun].flatMap((versions) =>
    Object.entries(versions).filter(([template, version]) => now[template] !== version),
  );
  // A tag is invalidated as a path that begins with #:
  // https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/invalidation-by-tags.html
  return [...new Set(former.map(([template, version]) => `#${cacheTagOf(template, version)}`))].sort();
}

/**
 * Each path costs money beyond the first 1,000 of a month, so a deployment that is run again asks with the same reference, to
 * which CloudFront answers with the invalidation that it has already made.
 */
export async function invalidate(
  client: CloudFrontClient,
  distributionId: string,
  paths: readonly string[],
  record: DeploymentRecord,
): Promise<string> {
  const reference = createHash('sha256')
    .update(JSON.stringify([record, paths]))
    .digest('hex')
    .slice(0, 32);
  return (await createInvalidation(client, distributionId, paths, `edgecard-${reference}`)) ?? 'unknown';
}
