import { HeadObjectCommand } from '@aws-sdk/client-s3';
import { PHOTOS_METADATA, readPhotosMetadata } from '../../edge/core/cache-tag.ts';
import { asked } from './aws.ts';
import type { PictureBucket, StoredPicture } from './picture-bucket.ts';

/** The photos that a picture was drawn with, as its object says; none for one that is gone, and for a delete marker. */
export async function photosOfPicture(
  { client, bucket, name }: PictureBucket,
  { key, versionId }: StoredPicture,
): Promise<readonly string[]> {
  const head = new HeadObjectCommand({ Bucket: bucket, Key: key, ...(versionId === undefined ? {} : { VersionId: versionId }) });
  try {
    const { Metadata } = await client.send(head);
    return readPhotosMetadata(Metadata?.[PHOTOS_METADATA] ?? '');
  } catch (error) {
    const status = (error as { readonly $metadata?: { readonly httpStatusCode?: number } }).$metadata?.httpStatusCode;
    if (status === 404 || status === 405) return []; // 405 is S3's word for a delete marker
    return asked(`S3, ${key} in ${name}`, Promise.reject(error));
  }
}
