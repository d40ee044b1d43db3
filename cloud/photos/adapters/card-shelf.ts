// The bucket of pictures, as removals of photos see it.
import {
  DeleteObjectsCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  ListObjectVersionsCommand,
  NotFound,
  type S3Client,
} from '@aws-sdk/client-s3';
import { readKey } from '../../../edge/core/asked-key.ts';
import { PHOTOS_METADATA, readPhotosMetadata } from '../../../edge/core/cache-tag.ts';
import type { Deadline } from '../../../edge/core/deadline.ts';
import { PhotoError } from '../photo-error.ts';
import type { CardPage, CardShelf, StoredCard } from '../removal/ports.ts';

interface Place {
  readonly client: S3Client;
  readonly bucket: string;
}

/** `versioned`: every version counts, those behind a delete marker too, and is deleted for good. */
export function createCardShelf({ versioned, ...place }: Place & { readonly versioned: boolean }): CardShelf {
  const list = versioned ? versionsAfter : objectsAfter;
  return {
    page: (cursor, deadline) => explained('does not list the cards', list(place, cursor, deadline.signal())),
    photosOf: (card, deadline) => explained('does not describe a card', photosOf(place, card, deadline)),
    remove: (cards, deadline) => explained('does not delete cards', remove(place, cards, deadline.signal())),
  };
}

async function objectsAfter(
  { client, bucket }: Place,
  StartAfter: string | undefined,
  abortSignal: AbortSignal,
): Promise<CardPage> {
  const after = StartAfter === undefined ? {} : { StartAfter };
  const command = new ListObjectsV2Command({ Bucket: bucket, ...after });
  const { Contents = [], IsTruncated } = await client.send(command, { abortSignal });
  const last = Contents.at(-1)?.Key;
  const cards = Contents.flatMap(({ Key = '' }) => (isCard(Key) ? { key: Key } : []));
  return { cards, ...(IsTruncated && last !== undefined ? { next: last } : {}) };
}

/** Two markers, because a page may end between the versions of one object. */
async function versionsAfter({ client, bucket }: Place, cursor: string | undefined, abortSignal: AbortSignal): Promise<CardPage> {
  const [KeyMarker, VersionIdMarker] = cursor === undefined ? [] : (JSON.parse(cursor) as readonly string[]);
  const after = { ...(KeyMarker ? { KeyMarker } : {}), ...(VersionIdMarker ? { VersionIdMarker } : {}) };
  const command = new ListObjectVersionsCommand({ Bucket: bucket, ...after });
  const {
    Versions = [],
    IsTruncated,
    NextKeyMarker = '',
    NextVersionIdMarker = '',
  } = await client.send(command, { abortSignal });
  const cards = Versions.flatMap(({ Key = '', VersionId = 'null' }) => (isCard(Key) ? { key: Key, version: VersionId } : []));
  return { cards, ...(IsTruncated ? { next: JSON.stringify([NextKeyMarker, NextVersionIdMarker]) } : {}) };
}

function isCard(key: string): boolean {
  return readKey(key).parts !== undefined;
}

async function photosOf({ client, bucket }: Place, { key, version }: StoredCard, deadline: Deadline): Promise<readonly string[]> {
  const head = new HeadObjectCommand({ Bucket: bucket, Key: key, ...(version === undefined ? {} : { VersionId: version }) });
  try {
    const { Metadata } = await client.send(head, { abortSignal: deadline.signal() });
    return readPhotosMetadata(Metadata?.[PHOTOS_METADATA] ?? '');
  } catch (error) {
    if (error instanceof NotFound) return [];
    throw error;
  }
}

async function remove({ client, bucket }: Place, cards: readonly StoredCard[], abortSignal: AbortSignal): Promise<void> {
  const Objects = cards.map(({ key, version }) => ({ Key: key, ...(version === undefined ? {} : { VersionId: version }) }));
  const command = new DeleteObjectsCommand({ Bucket: bucket, Delete: { Objects, Quiet: true } });
  const { Errors: [refused] = [] } = await client.send(command, { abortSignal });
  if (refused) throw new Error(`S3 keeps ${refused.Key} (${refused.Code}).`);
}

async function explained<T>(what: string, answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (cause) {
    throw new PhotoError('store_failed', `S3 ${what}.`, { cause });
  }
}
