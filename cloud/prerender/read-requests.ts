import { GetObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { CardError } from '../../card-schema/errors.ts';
import type { RequestObject } from '../../edge/core/prerender/messages.ts';

/** Some thousand cards: what a publisher puts in at once. More is a job for `cards prerender --queue`. */
const MAX_REQUEST_BYTES = 1_000_000;

/** Throws CardError `too_large`. */
export function createRequestReader(client: S3Client) {
  return async ({ bucket, key, bytes }: RequestObject): Promise<Uint8Array> => {
    if (bytes > MAX_REQUEST_BYTES) {
      throw new CardError('too_large', `${key} has ${bytes} bytes; a list of requests has at most ${MAX_REQUEST_BYTES}.`);
    }
    const { Body } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
    return (await Body?.transformToByteArray()) ?? new Uint8Array();
  };
}
