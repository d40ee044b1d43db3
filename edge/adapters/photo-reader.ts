import type { IncomingMessage } from 'node:http';
import { GetObjectCommand, type GetObjectCommandOutput, type S3Client, S3ServiceException } from '@aws-sdk/client-s3';
import { CardError } from '../../card-schema/errors.ts';
import type { Slot } from '../../card-schema/fields.ts';
import { parseFocus } from '../../card-schema/photo-focus.ts';
import { photoKey } from '../core/photo-file.ts';
import type { FetchPhoto } from '../core/ports.ts';
import { MAX_IMAGE_FETCH_MS } from '../core/time-limits.ts';
import { judgeImage, MAX_IMAGE_BYTES } from './images/judge-image.ts';
import { readBody } from './read-body.ts';

/** Reads photos from the team's own bucket, each with one GET: its file carries what its crops must keep. */
export function createPhotoReader(client: S3Client, bucket: string): FetchPhoto {
  return async (id, slot, deadline, given) => {
    const signal = AbortSignal.any([deadline.signal(MAX_IMAGE_FETCH_MS), ...(given ? [given] : [])]);
    const source = `photo ${id}`;
    try {
      const object = await client.send(getOf(bucket, id, slot), { abortSignal: signal });
      const image = judgeImage(await bodyOf(object, source), source);
      const focus = parseFocus(object.Metadata?.['focus'] ?? '');
      return focus ? { image, focus } : { image };
    } catch (cause) {
      if (cause instanceof CardError) throw cause;
      throw new CardError('image_refused', `${source} ${reasonOf(cause, signal)}.`, { cause });
    }
  };
}

function getOf(Bucket: string, id: string, slot: Slot): GetObjectCommand {
  return new GetObjectCommand({ Bucket, Key: photoKey(id, slot) });
}

/** In Node a body is the HTTP response itself. */
async function bodyOf({ Body }: GetObjectCommandOutput, source: string): Promise<Buffer> {
  const tooLarge = () => new CardError('image_refused', `${source} has more than ${MAX_IMAGE_BYTES} bytes.`);
  return readBody(Body as IncomingMessage, MAX_IMAGE_BYTES, tooLarge);
}

function reasonOf(error: unknown, { aborted }: AbortSignal): string {
  if (aborted) return 'took too long';
  const status = error instanceof S3ServiceException ? error.$metadata.httpStatusCode : undefined;
  // Where the function may read objects and not list them, S3 answers 403 for a key that is free.
  return status === 404 || status === 403 ? 'is not there' : `could not be read (S3: ${status ?? 'no answer'})`;
}
