// Which files belong into the two buckets at which moment of a deployment, and bringing them there.
import type { S3Client } from '@aws-sdk/client-s3';
import type { Packaged, UploadOrder } from './packaged.ts';
import { type PendingUpload, pendingUploads, putObjects } from './put-objects.ts';
import type { StackOutputs } from './stack.ts';

/** What nothing that is live refers to, in this order. */
export const UNREFERENCED: readonly UploadOrder[] = ['first', 'after assets'];

export async function uploadUnseen(
  packaged: Packaged,
  outputs: StackOutputs,
  s3: S3Client,
  print: (line: string) => void,
): Promise<void> {
  for (const order of UNREFERENCED) await put(await pendingIn(packaged, outputs, s3, [order]), s3, print);
}

export async function put(pending: readonly PendingUpload[], s3: S3Client, print: (line: string) => void): Promise<void> {
  await putObjects(s3, pending);
  print(pending.length === 0 ? '  All there.' : `  Uploaded: ${pending.map(({ key }) => key).join(', ')}`);
}

export function pendingIn({ uploads }: Packaged, outputs: StackOutputs, s3: S3Client, orders: readonly UploadOrder[]) {
  const buckets = { pictures: outputs.PictureBucketName, cardSite: outputs.CardSiteBucketName };
  return pendingUploads(
    s3,
    buckets,
    uploads.filter(({ order }) => orders.includes(order)),
  );
}
