// What S3's life cycle rules remove of a deployment (infra/photos.yml) is removed here when a stack starts.
import { DeleteObjectCommand, ListObjectsV2Command, type S3Client } from '@aws-sdk/client-s3';
import { LOCAL_PHOTO_BUCKET, LOCAL_PHOTO_INBOX } from '../stack/config.ts';

const DAY_MS = 86_400_000;

const RULES = [
  { Bucket: LOCAL_PHOTO_INBOX, Prefix: '', days: 1 },
  { Bucket: LOCAL_PHOTO_BUCKET, Prefix: 'reviews/', days: 14 },
] as const;

export async function removeExpired(client: S3Client, nowMs = Date.now()): Promise<void> {
  for (const { days, ...place } of RULES) {
    let ContinuationToken: string | undefined;
    do {
      const page = await client.send(
        new ListObjectsV2Command({ ...place, ...(ContinuationToken === undefined ? {} : { ContinuationToken }) }),
      );
      for (const { Key, LastModified } of page.Contents ?? []) {
        if (LastModified && nowMs - LastModified.getTime() > days * DAY_MS)
          await client.send(new DeleteObjectCommand({ Bucket: place.Bucket, Key }));
      }
      ContinuationToken = page.NextContinuationToken;
    } while (ContinuationToken);
  }
}
