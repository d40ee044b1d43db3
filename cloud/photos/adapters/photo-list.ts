import { ListObjectsV2Command, type S3Client } from '@aws-sdk/client-s3';
import { PhotoError } from '../photo-error.ts';
import { PHOTO_FOLDERS } from '../photo-keys.ts';
import type { ListPhotos } from '../ports.ts';

const PAGE = 100;

/** The photos of a bucket, by their folders, in the order of their ids; those that wait for a person are in folders of their own. */
export function createPhotoList(client: S3Client, bucket: string, folders = PHOTO_FOLDERS): ListPhotos {
  return async (after, deadline) => {
    const command = new ListObjectsV2Command({
      Bucket: bucket,
      Prefix: folders,
      Delimiter: '/',
      MaxKeys: PAGE,
      // Behind all keys of that folder: `0` follows `/`. After the folder's own name S3 would give the folder once more.
      ...(after === undefined ? {} : { StartAfter: `${folders}${after}0` }),
    });
    const { CommonPrefixes = [], IsTruncated } = await client.send(command, { abortSignal: deadline.signal() }).catch(refuse);
    const ids = CommonPrefixes.flatMap(({ Prefix = '' }) => Prefix.slice(folders.length, -1) || []);
    const last = ids.at(-1);
    return { ids, ...(IsTruncated && last !== undefined ? { next: last } : {}) };
  };
}

function refuse(cause: unknown): never {
  throw new PhotoError('store_failed', 'S3 does not list the photos.', { cause });
}
