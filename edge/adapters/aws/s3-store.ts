import { PutObjectCommand, type S3Client, S3ServiceException } from '@aws-sdk/client-s3';
import { CardError } from '../../../card-schema/errors.ts';
import { CACHE_CONTROL } from '../../core/answers.ts';
import { PHOTOS_METADATA } from '../../core/cache-tag.ts';
import { handledLater } from '../../core/handled-later.ts';
import type { PictureStore, PutPrepared } from '../../core/ports.ts';

export type S3Store = Required<PictureStore>;

/** Keeps pictures in a bucket. A key that is taken stays as it is. */
export function createS3Store(client: S3Client, bucket: string): S3Store {
  const prepareOnce = (key: string, photos: readonly string[]): PutPrepared => {
    const put = new PutObjectCommand({
      Bucket: bucket,
      Key: key,
      Body: '',
      ContentType: 'image/jpeg',
      // S3's copy and our answer are cached alike.
      CacheControl: CACHE_CONTROL.card,
      IfNoneMatch: '*',
      ...(photos.length > 0 ? { Metadata: { [PHOTOS_METADATA]: photos.join(',') } } : {}),
    });
    let give: (jpeg: Uint8Array) => void = () => {};
    waitForBody(put, new Promise((resolve) => (give = resolve)));
    const over = new AbortController();
    const answer = handledLater(client.send(put, { abortSignal: over.signal }));

    return async (jpeg, deadline) => {
      const late = deadline.signal();
      late.addEventListener('abort', () => over.abort(late.reason));
      give(jpeg);
      const { ETag: etag } = await answer;
      return { created: true, ...(etag === undefined ? {} : { etag }) };
    };
  };

  const prepare = (key: string, photos: readonly string[]): PutPrepared => {
    const prepared = prepareOnce(key, photos);
    return async (jpeg, deadline) => {
      try {
        // 409: a delete won the race against this write; S3's own advice is to repeat it.
        return await prepared(jpeg, deadline).catch((error: unknown) => {
          if (statusOf(error) === 409) return prepareOnce(key, photos)(jpeg, deadline);
          throw error;
        });
      } catch (cause) {
        if (statusOf(cause) === 412) return { created: false };
        throw new CardError('store_failed', `S3 did not take the picture (${statusOf(cause) ?? 'no answer'}).`, { cause });
      }
    };
  };

  return { prepare, put: (key, jpeg, deadline, photos = []) => prepare(key, photos)(jpeg, deadline) };
}

/**
 * Has the SDK stop for the body where it first needs one. Until then it finds the endpoint and writes the request; length, checksum, date
 * and signature come after, and so does everything that it repeats.
 */
function waitForBody(put: PutObjectCommand, body: Promise<Uint8Array>): void {
  put.middlewareStack.add(
    (next) => async (args) => {
      Object.assign(args.request as object, { body: await body });
      return next(args);
    },
    { step: 'build', priority: 'high', name: 'waitForBody' },
  );
}

function statusOf(error: unknown): number | undefined {
  return error instanceof S3ServiceException ? error.$metadata.httpStatusCode : undefined;
}
