// A request to the local S3 server: who asks, for what, and which call that is.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { readAll, readUpload } from './body.ts';
import { BUCKET_ACTIONS } from './bucket-actions.ts';
import { settingOf } from './bucket-settings.ts';
import type { Actions, Call } from './call.ts';
import { S3Error } from './errors.ts';
import { isForm, readForm } from './form-fields.ts';
import { MULTIPART_PARAMETERS } from './multipart-actions.ts';
import { OBJECT_ACTIONS } from './object-actions.ts';
import { postObject } from './post-object.ts';
import { checkPolicy } from './post-policy.ts';
import { checkPresigned, isPresigned, unsignedQuery } from './presigned-query.ts';
import { SETTING_ACTIONS } from './setting-actions.ts';
import { type Credentials, checkSignature, splitTarget } from './signature.ts';

const BUCKET = /^(?!.*\.\.)[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/;
const MAX_KEY_BYTES = 1024;
/** Query parameters understood; `x-id` is only the SDK's note of which call this is. Another one asks for another feature. */
const BUCKET_PARAMETERS = new Set([
  'list-type',
  'prefix',
  'delimiter',
  'max-keys',
  'continuation-token',
  'start-after',
  'x-id',
  'delete',
]);
const OBJECT_PARAMETERS = new Set(['x-id']);

export interface Parts extends Pick<Call, 'objects' | 'settings'> {
  readonly account: string | undefined;
  readonly multipart: Actions;
}

/** Throws S3Error. */
export async function answer(parts: Parts, request: IncomingMessage, response: ServerResponse, credentials: Credentials) {
  const { method = '', url: target = '/', headers } = request;
  if (isFormFor(request)) return takeForm(parts, request, response, credentials);
  // First, so that a caller without the key learns nothing, not even which objects are missing.
  const check = isPresigned(target) ? checkPresigned : checkSignature;
  check({ method, target, headers }, credentials, Date.now());
  const { bucket, key, setting } = placeOf(target);
  if (!BUCKET.test(bucket)) throw new S3Error('InvalidBucketName');
  if (Buffer.byteLength(key) > MAX_KEY_BYTES) throw new S3Error('KeyTooLongError');
  const query = unsignedQuery(splitTarget(target).query);
  const [actions, known] = actionsFor({ key, setting, query }, parts);
  if ([...query.keys()].some((name) => !known.has(name))) throw new S3Error('NotImplemented');
  const action = actions[method];
  if (!action) throw new S3Error('MethodNotAllowed');
  const owner = headers['x-amz-expected-bucket-owner'];
  if (parts.account !== undefined && owner !== undefined && owner !== parts.account) throw new S3Error('AccessDenied');
  await action({ ...parts, request, response, bucket, key, query, upload: await readUpload(request) });
}

/** The calls on what is asked for, and the query parameters that they understand. */
function actionsFor(
  { key, setting, query }: { key: string; setting: string | undefined; query: ReadonlyMap<string, string> },
  { multipart }: Parts,
): readonly [Actions, ReadonlySet<string>] {
  if (setting !== undefined) return [SETTING_ACTIONS, new Set([setting, 'x-id'])];
  if (key === '') return [BUCKET_ACTIONS, BUCKET_PARAMETERS];
  if (query.has('uploads') || query.has('uploadId')) return [multipart, MULTIPART_PARAMETERS];
  return [OBJECT_ACTIONS, OBJECT_PARAMETERS];
}

/** A form is signed in a field of its own, by the one who gave it to the sender. */
function isFormFor({ method, url = '/', headers }: IncomingMessage): boolean {
  return method === 'POST' && placeOf(url).key === '' && isForm(headers['content-type']);
}

async function takeForm(
  parts: Parts,
  request: IncomingMessage,
  response: ServerResponse,
  credentials: Credentials,
): Promise<void> {
  const { bucket } = placeOf(request.url ?? '/');
  if (!BUCKET.test(bucket)) throw new S3Error('InvalidBucketName');
  const form = await readForm(await readAll(request), request.headers['content-type'] ?? '');
  checkPolicy(form, bucket, credentials, Date.now());
  await postObject({ ...parts, response, bucket, form });
}

/** Path style: the first segment is the bucket, everything after its slash the key. */
export function placeOf(target: string): { bucket: string; key: string; setting?: string } {
  try {
    const { path, query } = splitTarget(target);
    const [, bucket = '', key = ''] = /^\/([^/]*)\/?(.*)$/s.exec(path) ?? [];
    const setting = key === '' ? settingOf(new Map(query)) : undefined;
    return { bucket, key, ...(setting === undefined ? {} : { setting }) };
  } catch {
    return { bucket: '', key: '' }; // answer() meets the same error and reports it
  }
}
