// What a deployment would do, for --dry-run.
import type { S3Client } from '@aws-sdk/client-s3';
import { pathsToInvalidate } from './invalidation.ts';
import type { Packaged } from './packaged.ts';
import { begin, readRecord } from './record.ts';
import { originOf, type StackOutputs } from './stack.ts';
import { pendingIn, UNREFERENCED } from './uploads.ts';

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
    print(`- upload ${packaged.uploads.map(({ key }) => key).join(', ')}`);
    return;
  }
  const unseen = await pendingIn(packaged, outputs, s3, UNREFERENCED);
  const pages = await pendingIn(packaged, outputs, s3, ['after the stack']);
  const record = begin(await readRecord({ s3, bucketName: outputs.CardSiteBucketName }), packaged.designVersions);
  const paths = pathsToInvalidate(record, packaged.designVersions);
  const list = (items: readonly string[]) => (items.length === 0 ? 'nothing' : items.join(', '));
  print(`- upload ${list(unseen.map(({ key }) => key))}`);
  print(`- deploy ${stack}, unless template and zips are those that are deployed`);
  print(`- upload ${list(pages.map(({ key }) => key))}`);
  print(`- take out of CloudFront's cache: ${list(paths)}`);
  print(`- smoke test of ${originOf(outputs.PictureDomain)} and ${originOf(outputs.CardSiteDomain)}`);
}
