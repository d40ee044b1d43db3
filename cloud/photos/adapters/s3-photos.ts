// Inbox and photo bucket in S3.
import { Readable } from 'node:stream';
import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  NoSuchKey,
  NotFound,
  PutObjectCommand,
  type S3Client,
  S3ServiceException,
} from '@aws-sdk/client-s3';
import type { Deadline } from '../../../edge/core/deadline.ts';
import { PhotoError } from '../photo-error.ts';
import { recordKey, removedKey } from '../photo-keys.ts';
import type { PhotoRecord } from '../photo-record.ts';
import type { PhotoStore, StoredFile } from '../ports.ts';
import { MAX_SOURCE_BYTES, tooManyBytes } from '../source-size.ts';
import { PHOTO_CACHE_CONTROL } from '../stored-photo.ts';
import { removeObjects } from './remove-objects.ts';

interface Place {
  readonly client: S3Client;
  readonly bucket: string;
}

export function createS3Photos({ inbox, ...photos }: Place & { readonly inbox: string }): PhotoStore {
  const { client, bucket: Bucket } = photos;
  const options = (deadline: Deadline) => ({ abortSignal: deadline.signal() });

  const read = (Key: string, deadline: Deadline) =>
    unlessGone(Key, async () => {
      const { Body } = await client.send(new GetObjectCommand({ Bucket, Key }), options(deadline));
      return Body?.transformToByteArray();
    });

  const storedAt = (Key: string, deadline: Deadline) =>
    unlessGone(Key, async () => (await client.send(new HeadObjectCommand({ Bucket, Key }), options(deadline))).LastModified);

  return {
    read,
    readSource: (key, deadline) => unlessGone(key, () => readSource({ client, bucket: inbox }, key, deadline)),
    removeSource: (key, etag, deadline) =>
      explained('delete', key, () => removeSource({ client, bucket: inbox }, key, etag, deadline.signal())),
    async readRecord(id, deadline) {
      const json = await read(recordKey(id), deadline);
      return json && (JSON.parse(Buffer.from(json).toString('utf8')) as PhotoRecord); // makePhoto wrote it
    },
    put: (file, deadline) => explained('take', file.key, () => put(photos, file, deadline)),
    removeAll: (prefix, deadline, until) =>
      explained('delete', prefix, () => removeObjects(photos, prefix, deadline.signal(), until)),
    storedAt,
    removedAt: (name, deadline) => storedAt(removedKey(name), deadline),
    markRemoved: (name, deadline) =>
      explained('take', removedKey(name), async () => {
        await client.send(new PutObjectCommand({ Bucket, Key: removedKey(name), Body: new Uint8Array() }), options(deadline));
      }),
  };
}

async function readSource({ client, bucket }: Place, Key: string, deadline: Deadline) {
  const get = new GetObjectCommand({ Bucket: bucket, Key });
  const { ContentLength = 0, Body, LastModified, ETag = '' } = await client.send(get, { abortSignal: deadline.signal() });
  if (ContentLength > MAX_SOURCE_BYTES) {
    // Or the connection stays open with a body that nobody reads.
    if (Body instanceof Readable) Body.destroy();
    throw tooManyBytes(ContentLength);
  }
  const bytes = (await Body?.transformToByteArray()) ?? new Uint8Array();
  return { bytes, stored: LastModified ?? new Date(0), etag: ETag };
}

/** Not with If-Match: S3 alone knows it for a deletion. Between the two calls is a moment, not the seconds that a photo takes. */
async function removeSource({ client, bucket }: Place, Key: string, etag: string | undefined, abortSignal: AbortSignal) {
  if (etag !== undefined && (await etagOf({ client, bucket }, Key, abortSignal)) !== etag) return;
  await client.send(new DeleteObjectCommand({ Bucket: bucket, Key }), { abortSignal });
}

async function etagOf({ client, bucket: Bucket }: Place, Key: string, abortSignal: AbortSignal): Promise<string | undefined> {
  try {
    return (await client.send(new HeadObjectCommand({ Bucket, Key }), { abortSignal })).ETag;
  } catch (error) {
    if (error instanceof NotFound) return undefined;
    throw error;
  }
}

async function put(place: Place, file: StoredFile, deadline: Deadline): Promise<boolean> {
  try {
    // 409: a delete won the race against this write; S3's own advice is to repeat it.
    await putOnce(place, file, deadline).catch((error: unknown) => {
      if (statusOf(error) === 409) return putOnce(place, file, deadline);
      throw error;
    });
    return true;
  } catch (error) {
    if (statusOf(error) === 412) return false;
    throw error;
  }
}

async function putOnce({ client, bucket }: Place, { key, bytes, type, metadata }: StoredFile, deadline: Deadline) {
  const command = new PutObjectCommand({
    Bucket: bucket,
    Key: key,
    Body: bytes,
    ContentType: type,
    CacheControl: PHOTO_CACHE_CONTROL,
    IfNoneMatch: '*',
    ...(metadata ? { Metadata: { ...metadata } } : {}),
  });
  await client.send(command, { abortSignal: deadline.signal() });
}

/** Undefined for a key that is free. A bucket that is not there is a failure. */
async function unlessGone<T>(key: string, send: () => Promise<T>): Promise<T | undefined> {
  return explained('give', key, async () => {
    try {
      return await send();
    } catch (error) {
      if (error instanceof NoSuchKey || error instanceof NotFound) return undefined;
      throw error;
    }
  });
}

async function explained<T>(verb: 'give' | 'take' | 'delete', key: string, send: () => Promise<T>): Promise<T> {
  try {
    return await send();
  } catch (cause) {
    if (cause instanceof PhotoError) throw cause;
    throw new PhotoError('store_failed', `S3 does not ${verb} ${key} (${statusOf(cause) ?? 'no answer'}).`, { cause });
  }
}

function statusOf(error: unknown): number | undefined {
  return error instanceof S3ServiceException ? error.$metadata.httpStatusCode : undefined;
}
