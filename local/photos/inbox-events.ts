// What a deployment's EventBridge sends to the queue when something comes into the inbox.
import { randomUUID } from 'node:crypto';
import { isInboxKey } from '../../cloud/photos/photo-keys.ts';
import type { StoredObject } from '../s3/server.ts';
import { LOCAL_PHOTO_INBOX, LOCAL_REGION } from '../stack/config.ts';

/** The body of the message; undefined for an object that the worker has no business with. */
export function inboxMessage({ bucket, key, size, etag }: StoredObject): string | undefined {
  if (bucket !== LOCAL_PHOTO_INBOX || !isInboxKey(key)) return undefined;
  return JSON.stringify({
    version: '0',
    id: randomUUID(),
    'detail-type': 'Object Created',
    source: 'aws.s3',
    account: '000000000000',
    time: new Date().toISOString(),
    region: LOCAL_REGION,
    resources: [`arn:aws:s3:::${bucket}`],
    // Keys stand here as they are: only S3's own notifications encode them.
    detail: {
      version: '0',
      bucket: { name: bucket },
      object: { key, size, etag: etag.replaceAll('"', ''), sequencer: Date.now().toString(16).toUpperCase() },
      'request-id': randomUUID(),
      requester: '000000000000',
      'source-ip-address': '127.0.0.1',
      reason: 'PutObject',
    },
  });
}
