// An S3 server on a folder, for the local stack and the tests: the calls that this project makes, with S3's statuses and
// errors, path style only. tests/support/object-store-contract.ts runs against it and against a real server.
import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { listen } from '../http/listen.ts';
import { readUpload } from './body.ts';
import { BUCKET_ACTIONS } from './bucket-actions.ts';
import { createBucketSettings, settingOf } from './bucket-settings.ts';
import type { Call } from './call.ts';
import { errorDocument } from './documents.ts';
import { S3Error } from './errors.ts';
import { failureLine } from './failure-line.ts';
import { OBJECT_ACTIONS } from './object-actions.ts';
import { type ObjectMetadata, type Objects, openObjects } from './objects.ts';
import { SETTING_ACTIONS } from './setting-actions.ts';
import { type Credentials, checkSignature, splitTarget } from './signature.ts';

export interface S3ServerOptions {
  /** Buckets and objects are kept here and survive a restart. */
  readonly directory: string;
  /** 0 takes any free one. */
  readonly port: number;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** Default: us-east-1. */
  readonly region?: string;
  /** Number of the account that owns the buckets. Without it, calls that expect any owner are accepted. */
  readonly account?: string;
  /** Called when the folder of a bucket was deleted, and has been made again: it is empty. */
  readonly onRecreated?: (bucket: string) => void;
  /** Called when an object has been stored, in whatever way; the client is answered when it has ended. */
  readonly onObject?: (stored: StoredObject) => Promise<void>;
  /** Called after every finished request. */
  readonly onRequest?: (finished: FinishedRequest) => void;
}

export interface FinishedRequest {
  readonly method: string;
  readonly bucket: string;
  readonly key: string;
  readonly status: number;
  /** Of a bucket, that was read or written, such as `encryption`. */
  readonly setting?: string;
}

/** As S3's event "Object Created" describes it. */
export interface StoredObject extends Pick<ObjectMetadata, 'key' | 'size' | 'etag'> {
  readonly bucket: string;
}

export interface S3Server {
  readonly endpoint: string;
  close(): Promise<void>;
}

const BUCKET = /^(?!.*\.\.)[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/;
const MAX_KEY_BYTES = 1024;
const SAME_FAILURE_MS = 5000;
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

const ACTIONS = { bucket: [BUCKET_ACTIONS, BUCKET_PARAMETERS], object: [OBJECT_ACTIONS, OBJECT_PARAMETERS] } as const;

export async function startS3Server(options: S3ServerOptions): Promise<S3Server> {
  const { directory, port, onRequest, region = 'us-east-1', account } = options;
  const credentials = { accessKeyId: options.accessKeyId, secretAccessKey: options.secretAccessKey, region };
  const parts = {
    objects: announced(await openObjects(directory, options.onRecreated), options.onObject),
    settings: createBucketSettings(directory),
    account,
  };

  const say = sayOnce();
  const server = createServer((request, response) => {
    const requestId = randomUUID();
    response.setHeader('server', 'AmazonS3');
    response.setHeader('x-amz-request-id', requestId);
    response.setHeader('x-amz-id-2', Buffer.from(requestId).toString('base64'));
    const { bucket, key, setting } = placeOf(request.url ?? '/');
    const asked = { method: request.method ?? '', bucket, key, ...(setting === undefined ? {} : { setting }) };
    response.once('close', () => onRequest?.({ ...asked, status: response.statusCode }));
    answer(parts, request, response, credentials).catch((error: unknown) => {
      // A client that hangs up while it is answered is no failure.
      const hungUp = (error as NodeJS.ErrnoException).code === 'ERR_STREAM_PREMATURE_CLOSE';
      if (!(error instanceof S3Error) && !request.errored && !hungUp) say(failureLine(error, directory));
      sendError(request, response, requestId, error);
    });
  });

  const { origin, close } = await listen(server, port);
  return { endpoint: origin, close };
}

interface Parts extends Pick<Call, 'objects' | 'settings'> {
  readonly account: string | undefined;
}

async function answer(parts: Parts, request: IncomingMessage, response: ServerResponse, credentials: Credentials) {
  const { method = '', url: target = '/', headers } = request;
  // First, so that a caller without the key learns nothing, not even which objects are missing.
  checkSignature({ method, target, headers }, credentials, Date.now());
  const { bucket, key, setting } = placeOf(target);
  if (!BUCKET.test(bucket)) throw new S3Error('InvalidBucketName');
  if (Buffer.byteLength(key) > MAX_KEY_BYTES) throw new S3Error('KeyTooLongError');
  const query = new Map(splitTarget(target).query);
  const [actions, known] = setting ? [SETTING_ACTIONS, new Set([setting, 'x-id'])] : ACTIONS[key === '' ? 'bucket' : 'object'];
  if ([...query.keys()].some((name) => !known.has(name))) throw new S3Error('NotImplemented');
  const action = actions[method];
  if (!action) throw new S3Error('MethodNotAllowed');
  const owner = headers['x-amz-expected-bucket-owner'];
  if (parts.account !== undefined && owner !== undefined && owner !== parts.account) throw new S3Error('AccessDenied');
  await action({ ...parts, request, response, bucket, key, query, upload: await readUpload(request) });
}

function announced(objects: Objects, onObject: S3ServerOptions['onObject']): Objects {
  if (!onObject) return objects;
  return {
    ...objects,
    async put(bucket, metadata, body, onlyNew) {
      await objects.put(bucket, metadata, body, onlyNew);
      await onObject({ bucket, key: metadata.key, size: metadata.size, etag: metadata.etag });
    },
  };
}

/** A client tries again at once, and the next picture fails alike: the same line is not said again for some seconds. */
function sayOnce(): (line: string) => void {
  let last = { line: '', ms: Number.NEGATIVE_INFINITY };
  return (line) => {
    const ms = performance.now();
    if (line === last.line && ms - last.ms < SAME_FAILURE_MS) return;
    last = { line, ms };
    console.error(line);
  };
}

/** Path style: the first segment is the bucket, everything after its slash the key. */
function placeOf(target: string): { bucket: string; key: string; setting?: string } {
  try {
    const { path, query } = splitTarget(target);
    const [, bucket = '', key = ''] = /^\/([^/]*)\/?(.*)$/s.exec(path) ?? [];
    const setting = key === '' ? settingOf(new Map(query)) : undefined;
    return { bucket, key, ...(setting === undefined ? {} : { setting }) };
  } catch {
    return { bucket: '', key: '' }; // answer() meets the same error and reports it
  }
}

function sendError(request: IncomingMessage, response: ServerResponse, requestId: string, error: unknown): void {
  if (request.errored) return; // the client has hung up in mid-body: there is nobody to answer
  request.resume();
  if (response.headersSent) {
    response.destroy(); // half an object must not look like a whole one
    return;
  }
  const { code, status, message } = error instanceof S3Error ? error : new S3Error('InternalError', { cause: error });
  response.statusCode = status;
  if (request.method === 'HEAD') {
    response.end();
    return;
  }
  // S3 sends its errors in chunks, without a length; origin-response must keep that header, so it has to be here too.
  response.setHeader('content-type', 'application/xml').setHeader('transfer-encoding', 'chunked');
  response.end(errorDocument(code, message, (request.url ?? '/').replace(/\?.*/s, ''), requestId));
}
