// What the studio has of the stack's photos.
import type { Readable } from 'node:stream';
import { GetObjectCommand, NoSuchKey, type S3Client } from '@aws-sdk/client-s3';
import { MAX_DEEP_PIXELS, MAX_HEIC_PIXELS, MAX_SOURCE_PIXELS } from '../../../cloud/photos/adapters/source-limits.ts';
import { MAX_SOURCE_BYTES } from '../../../cloud/photos/source-size.ts';
import type { UploadsNews } from '../../photos/upload-news.ts';
import { LOCAL_PHOTO_BUCKET, LOCAL_PHOTO_INBOX } from '../../stack/config.ts';
import type { LocalStore } from '../../stack/store.ts';

export interface StudioPhotos {
  /** Address of the HTTP API. */
  readonly api: string;
  /** Where the form of an upload is posted. */
  readonly inbox: string;
  readonly readFile: ReadPhotoFile;
  readonly news: UploadsNews;
}

export interface PhotoFile {
  readonly body: Readable;
  readonly bytes: number;
}

/** A JPEG of the photo bucket; undefined if there is none at this key. */
export type ReadPhotoFile = (key: string, signal: AbortSignal) => Promise<PhotoFile | undefined>;

/** For the page, which makes what is larger smaller before it sends it. */
export const PHOTO_LIMITS = {
  maxBytes: MAX_SOURCE_BYTES,
  maxPixels: {
    'image/heic': MAX_HEIC_PIXELS,
    'image/heif': MAX_HEIC_PIXELS,
    'image/avif': MAX_DEEP_PIXELS,
    other: MAX_SOURCE_PIXELS,
  },
} as const;

/** `api`: address of the HTTP API. */
export function studioPhotos({ endpoint, client }: LocalStore, api: string, news: UploadsNews): StudioPhotos {
  return { api, inbox: `${endpoint}/${LOCAL_PHOTO_INBOX}`, readFile: createFileReader(client, LOCAL_PHOTO_BUCKET), news };
}

function createFileReader(client: S3Client, Bucket: string): ReadPhotoFile {
  return async (Key, abortSignal) => {
    try {
      const { Body, ContentLength = 0 } = await client.send(new GetObjectCommand({ Bucket, Key }), { abortSignal });
      return { body: Body as Readable, bytes: ContentLength }; // in Node a body is the HTTP response itself
    } catch (error) {
      if (error instanceof NoSuchKey) return undefined;
      throw error;
    }
  };
}
