import { PutObjectCommand, type S3Client, S3ServiceException } from '@aws-sdk/client-s3';
import { CardError } from '../../../card-schema/errors.ts';
import { CACHE_CONTROL } from '../../core/answers.ts';
import { PHOTOS_METADATA } from '../../core/cache-tag.ts';
import type { Deadline } from '../../core/deadline.ts';
import type { PictureStore, Stored } from '../../core/ports.ts';

/** Keeps pictures in a bucket. A key that is taken stays as it is. */
export function createS3Store(client: S3Client, bucket: string): PictureStore {
  const putOnce = async (key: string, jpeg: Uint8Array, deadline: Deadline, photos: readonly string[]): Promise<Stored> => {
    const put = new PutObjectCommand({
      Bucket: bucket,
      Key: key,
      Body: jpeg,
      ContentType: 'image/jpeg',
      // S3's copy and our answer are cached alike.
      CacheControl: CACHE_CONTROL.card,
      IfNoneMatch: '*',
      ...(photos.length > 0 ? { Metadata: { [PHOTOS_METADATA]: photos.join(',') } } : {}),
    });
    const { ETag: etag } = await client.send(put, { abortSignal: deadline.signal() });
    return { created: true, ...(etag === undefined ? {} : { etag }) };
  };

  return {
    async put(key, jpeg, deadline, photos = []) {
      try {
        // 409: a delete won the race against this write; S3's own advice is to repeat it.
        return await putOnce(key, jpeg, deadline, photos).catch((error: unknown) => {
          if (statusOf(error) === 409) return putOnce(key, jpeg, deadline, photos);
          throw error;
        });
      } catch (cause) {
        if (statusOf(cause) === 412) return { created: false };
        throw new CardError('store_failed', `S3 did not take the picture (${statusOf(cause) ?? 'no answer'}).`, { cause });
      }
    },
  };
}

function statusOf(error: unknown): number | undefined {
  return error instanceof S3ServiceException ? error.$metadata.httpStatusCode : undefined;
}
