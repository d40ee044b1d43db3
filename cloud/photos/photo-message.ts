// What the queue of photos carries: the news that something was put into the inbox, or an edit of a photo that is there.
import { isInboxKey, readFrom } from './photo-keys.ts';
import type { EditRequest } from './ports.ts';

/** Its edits as they were sent, which may be none. */
export type SentEdit = Omit<EditRequest, 'edits'> & { readonly edits: unknown };

export type PhotoMessage =
  | { readonly kind: 'source'; readonly key: string }
  | { readonly kind: 'edit'; readonly edit: SentEdit }
  /** Nobody could make a photo of it, however often it came. */
  | { readonly kind: 'nothing'; readonly reason: string };

/** Reads a message's body. */
export function parsePhotoMessage(body: string): PhotoMessage {
  const message = jsonObject(body);
  if (!message) return { kind: 'nothing', reason: 'it is no JSON object' };
  if ('edit' in message) return editIn(message['edit']);
  if (message['source'] === 'aws.s3' && message['detail-type'] === 'Object Created') return sourceIn(message['detail']);
  return { kind: 'nothing', reason: 'it is neither an event of S3 nor an edit' };
}

/** An event of EventBridge: docs.aws.amazon.com/AmazonS3/latest/userguide/ev-events.html. Its key is not percent-encoded. */
function sourceIn(detail: unknown): PhotoMessage {
  const { object } = (detail ?? {}) as { readonly object?: { readonly key?: unknown } };
  const key = object?.key;
  if (typeof key !== 'string' || !isInboxKey(key)) return { kind: 'nothing', reason: 'its key is none of the inbox' };
  // S3's console makes a folder as an empty object.
  if (key.endsWith('/')) return { kind: 'nothing', reason: 'it is a folder' };
  return { kind: 'source', key };
}

function editIn(value: unknown): PhotoMessage {
  const { upload, from, edits, retire } = (value ?? {}) as Readonly<Record<string, unknown>>;
  if (typeof upload !== 'string' || upload === '') return { kind: 'nothing', reason: 'the edit names no upload' };
  if (typeof from !== 'string' || !readFrom(from)) return { kind: 'nothing', reason: 'the edit names no photo' };
  return { kind: 'edit', edit: { upload, from, edits, retire: retire === true } };
}

function jsonObject(body: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : undefined;
  } catch {
    return undefined;
  }
}
