// Which files belong into the two buckets at which moment of a deployment, and bringing them there.
import type { S3Client } from '@aws-sdk/client-s3';
import { step } from '../../cli/terminal/steps.ts';
import type { Packaged, UploadOrder } from './packaged.ts';
import { type PendingUpload, pendingUploads, putObjects } from './put-objects.ts';
import type { StackOutputs } from './stack.ts';

/** What nothing that is live refers to, in this order. */
export const UNREFERENCED: readonly UploadOrder[] = ['first', 'after assets'];

/** More are counted. */
const MAX_NAMED_ASSETS = 10;

export async function uploadUnseen(
  packaged: Packaged,
  outputs: StackOutputs,
  s3: S3Client,
  print: (line: string) => void,
): Promise<void> {
  for (const order of UNREFERENCED) await put(await pendingIn(packaged, outputs, s3, [order]), s3, print);
}

export async function put(pending: readonly PendingUpload[], s3: S3Client, print: (line: string) => void): Promise<void> {
  const megabytes = pending.reduce((sum, { body }) => sum + body.byteLength, 0) / 1e6;
  await step(`  Uploading ${megabytes.toFixed(1)} MB`, () => putObjects(s3, pending));
  print(pending.length === 0 ? '  All there.' : `  Uploaded: ${namesOf(pending)}`);
}

/** The keys in one line. A first deployment has nine hundred fonts, which would hide what else goes there. */
export function namesOf(uploads: readonly { readonly key: string }[]): string {
  const keys = uploads.map(({ key }) => key);
  const assets = keys.filter((key) => key.startsWith('assets/'));
  if (assets.length <= MAX_NAMED_ASSETS) return keys.length === 0 ? 'nothing' : keys.join(', ');
  const others = keys.filter((key) => !assets.includes(key));
  return [...others, `${assets.length.toLocaleString('en')} files in assets/`].join(', ');
}

export function pendingIn({ uploads }: Packaged, outputs: StackOutputs, s3: S3Client, orders: readonly UploadOrder[]) {
  const buckets = { pictures: outputs.PictureBucketName, cardSite: outputs.CardSiteBucketName };
  return pendingUploads(
    s3,
    buckets,
    uploads.filter(({ order }) => orders.includes(order)),
  );
}
