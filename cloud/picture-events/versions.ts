import { ListObjectVersionsCommand, type S3Client } from '@aws-sdk/client-s3';

/** What a versioned bucket holds under a key. */
export interface Versions {
  /** Whether there was a picture just before this version; undefined where the bucket keeps no versions. */
  hadPicture(bucket: string, key: string, versionId: string | undefined): Promise<boolean | undefined>;
  hasPicture(bucket: string, key: string): Promise<boolean>;
}

/** ListObjectVersions lists the versions of a key from the newest to the oldest, and is consistent (S3 API reference). */
export function createVersions(s3: S3Client): Versions {
  async function firstAfter(bucket: string, key: string, versionId?: string): Promise<'picture' | 'marker' | undefined> {
    const { Versions = [], DeleteMarkers = [] } = await s3.send(
      new ListObjectVersionsCommand({
        Bucket: bucket,
        Prefix: key,
        MaxKeys: 1,
        ...(versionId === undefined ? {} : { KeyMarker: key, VersionIdMarker: versionId }),
      }),
    );
    if (Versions.some(({ Key }) => Key === key)) return 'picture';
    return DeleteMarkers.some(({ Key }) => Key === key) ? 'marker' : undefined;
  }
  return {
    hadPicture: async (bucket, key, versionId) =>
      versionId === undefined ? undefined : (await firstAfter(bucket, key, versionId)) === 'picture',
    hasPicture: async (bucket, key) => (await firstAfter(bucket, key)) === 'picture',
  };
}
