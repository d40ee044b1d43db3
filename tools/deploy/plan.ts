// What a deployment would do, for --dry-run.
import type { S3Client } from '@aws-sdk/client-s3';
import { pathsToInvalidate } from './invalidation.ts';
import type { Packaged } from './packaged.ts';
import { begin, readRecord } from './record.ts';
import { originOf, type StackOutputs } from './stack.ts';
import { namesOf, pendingIn, UNREFERENCED } from './uploads.ts';

/** What would happen, by the same questions that a deployment asks. */
export async function printPlan(
  packaged: Packaged,
  outputs: StackOutputs | undefined,
  s3: S3Client,
  print: (line: string) => void,
): Promise<void> {
  print(`\nNothing has been changed. This would happen, in this order:`);
  const stack = `the stack ${packaged.stackName} with ${packaged.resources} resources`;
  if (!outputs) {
    print(`- make ${stack}, whose buckets are not there yet`);
    print(`- upload ${namesOf(packaged.uploads)}`);
    return;
  }
  const unseen = await pendingIn(packaged, outputs, s3, UNREFERENCED);
  const pages = await pendingIn(packaged, outputs, s3, ['after the stack']);
  const record = begin(await readRecord({ s3, bucketName: outputs.CardSiteBucketName }), packaged.designVersions);
  const paths = pathsToInvalidate(record, packaged.designVersions);
  print(`- upload ${namesOf(unseen)}`);
  print(`- deploy ${stack}, unless template and zips are those that are deployed`);
  print(`- upload ${namesOf(pages)}`);
  print(`- take out of CloudFront's cache: ${paths.length === 0 ? 'nothing' : paths.join(', ')}`);
  print(`- smoke test of ${originOf(outputs.PictureDomain)} and ${originOf(outputs.CardSiteDomain)}`);
}
