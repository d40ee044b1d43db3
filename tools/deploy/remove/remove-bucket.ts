import {
  DeleteBucketCommand,
  DeleteObjectsCommand,
  ListObjectVersionsCommand,
  type ObjectIdentifier,
  type S3Client,
} from '@aws-sdk/client-s3';
import { DeployError } from '../deploy-error.ts';

/** S3 writes its logs for some time after the last request, into a bucket that was just emptied. */
const MAX_TRIES = 3;

/** Takes out every version and every delete marker. Gives how many there were. */
export async function emptyBucket(s3: S3Client, bucket: string): Promise<number> {
  let removed = 0;
  for (;;) {
    // From the beginning each time: what was listed is gone.
    const { Versions = [], DeleteMarkers = [] } = await s3.send(new ListObjectVersionsCommand({ Bucket: bucket }));
    const objects: readonly ObjectIdentifier[] = [...Versions, ...DeleteMarkers].flatMap(({ Key, VersionId }) =>
      Key === undefined ? [] : [{ Key, VersionId }],
    );
    if (objects.length === 0) return removed;
    const { Errors = [] } = await s3.send(
      new DeleteObjectsCommand({ Bucket: bucket, Delete: { Objects: [...objects], Quiet: true } }),
    );
    const [failed] = Errors;
    if (failed)
      throw new DeployError(`${failed.Key} cannot be deleted from ${bucket} (${failed.Code}): look at the bucket's policy.`);
    removed += objects.length;
  }
}

/** Empties and deletes it. Gives how many versions it held. */
export async function removeBucket(s3: S3Client, bucket: string): Promise<number> {
  let removed = 0;
  for (let tries = 1; ; tries += 1) {
    removed += await emptyBucket(s3, bucket);
    try {
      await s3.send(new DeleteBucketCommand({ Bucket: bucket }));
      return removed;
    } catch (error) {
      const isFilled = error instanceof Error && error.name === 'BucketNotEmpty';
      if (!isFilled || tries >= MAX_TRIES) throw error;
    }
  }
}
