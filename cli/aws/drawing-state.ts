// Whether drawing is switched on for cards without a signature: read from a picture bucket, and written into it.
import { GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { DRAWING_STATE_KEY, type DrawingState, formatDrawingState, parseDrawingState } from '../../edge/core/drawing-state.ts';
import { asked } from './aws.ts';
import type { PictureBucket } from './picture-bucket.ts';

/** Throws AwsError; CardError `bad_config` for an object that somebody has spoilt, which a new sandbox takes for on. */
export async function readDrawingState(bucket: PictureBucket): Promise<DrawingState> {
  const text = await asked(`S3, reading ${DRAWING_STATE_KEY} in ${bucket.name}`, textOf(bucket));
  return text === undefined ? { unsigned: 'on' } : parseDrawingState(text);
}

export async function writeDrawingState({ client, bucket, name }: PictureBucket, state: DrawingState): Promise<void> {
  const object = { Bucket: bucket, Key: DRAWING_STATE_KEY, Body: formatDrawingState(state) };
  const put = new PutObjectCommand({ ...object, ContentType: 'application/json', CacheControl: 'no-store' });
  await asked(`S3, writing ${DRAWING_STATE_KEY} in ${name}`, client.send(put));
}

async function textOf({ client, bucket }: PictureBucket): Promise<string | undefined> {
  try {
    const { Body } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: DRAWING_STATE_KEY }));
    return await Body?.transformToString();
  } catch (error) {
    if (error instanceof Error && error.name === 'NoSuchKey') return undefined;
    throw error;
  }
}
