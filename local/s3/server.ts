// An S3 server on a folder, for the local stack and the tests: the calls that this project makes, with S3's statuses and
// errors, path style only. tests/support/object-store-contract.ts runs against it and against a real server.
import { createHash, randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { listen } from '../http/listen.ts';
import { readUpload, type Upload } from './body.ts';
import { type BucketSettings, createBucketSettings, SETTING_ACTIONS, settingOf } from './bucket-settings.ts';
import { deleteDocument, errorDocument, keysToDelete, listDocument } from './documents.ts';
import { S3Error } from './errors.ts';
import { compareKeys, type ObjectAbout, type Objects, openObjects } from './objects.ts';
import { sendObject } from './send-object.ts';
import { type Credentials, checkSignature, splitTarget } from './signature.ts';

export interface S3ServerOptions {
  /** Buckets and objects are kept here and survive a restart. */
  readonly directory: string;
  /** 0 takes any free one. */
  readonly port: number;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** us-east-1 unless told. */
  readonly region?: string;
  /** Of the account that owns the buckets; any will do unless told. */
  readonly account?: string;
  /** Told of every finished request. */
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

export interface S3Server {
  readonly endpoint: string;
  close(): Promise<void>;
}

export interface Call {
  readonly objects: Objects;
  readonly settings: BucketSettings;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly bucket: string;
  readonly key: string;
  readonly query: ReadonlyMap<string, string>;
  readonly upload: Upload;
}

const BUCKET = /^(?!.*\.\.)[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/;
const MAX_KEY_BYTES = 1024;
const MAX_METADATA_BYTES = 2048;
const MAX_LIST_KEYS = 1000;
const CONTENT_HEADERS = /^(cache-control|content-(disposition|encoding|language|type)|expires|x-amz-meta-.+)$/;
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

export async function startS3Server(options: S3ServerOptions): Promise<S3Server> {
  const { directory, port, onRequest, region = 'us-east-1', account } = options;
  const credentials = { accessKeyId: options.accessKeyId, secretAccessKey: options.secretAccessKey, region };
  const parts = { objects: await openObjects(directory), settings: createBucketSettings(directory), account };

  const server = createServer((request, response) => {
    const requestId = randomUUID();
    response.setHeader('server', 'AmazonS3');
    response.setHeader('x-amz-request-id', requestId);
    response.setHeader('x-amz-id-2', Buffer.from(requestId).toString('base64'));
    const { bucket, key, setting } = placeOf(request.url ?? '/');
    const asked = { method: request.method ?? '', bucket, key, ...(setting === undefined ? {} : { setting }) };
    response.once('close', () => onRequest?.({ ...asked, status: response.statusCode }));
    answer(parts, request, response, credentials).catch((error: unknown) => sendError(request, response, requestId, error));
  });

  const { origin, close } = await listen(server, port);
  return { endpoint: origin, close };
}

interface Parts extends Pick<Call, 'objects' | 'settings'> {
  readonly account: string | undefined;
}

async function answer(parts: Parts, request: IncomingMessage, response: ServerResponse, credentials: Credentials) {
  const { method = '', url: target = '/', headers } = request;
  // First of all, so that a stranger learns nothing, not even what is missing.
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

export type Actions = Readonly<Record<string, ((call: Call) => Promise<void>) | undefined>>;

const BUCKET_ACTIONS: Actions = {
  async PUT({ objects, bucket, response }) {
    await objects.createBucket(bucket);
    response.setHeader('location', `/${bucket}`).end();
  },
  async HEAD({ objects, bucket, response }) {
    await objects.requireBucket(bucket);
    response.end();
  },
  GET: listObjects,
  POST: deleteObjects,
};

const OBJECT_ACTIONS: Actions = {
  PUT: putObject,
  async DELETE({ objects, bucket, key, response }) {
    await objects.remove(bucket, key);
    response.writeHead(204).end();
  },
  async GET({ objects, bucket, key, request, response }) {
    await sendObject(await objects.find(bucket, key), request, response);
  },
  async HEAD({ objects, bucket, key, request, response }) {
    await sendObject(await objects.find(bucket, key), request, response);
  },
};

const ACTIONS = { bucket: [BUCKET_ACTIONS, BUCKET_PARAMETERS], object: [OBJECT_ACTIONS, OBJECT_PARAMETERS] } as const;

async function putObject({ objects, request, response, bucket, key, upload }: Call): Promise<void> {
  const { headers } = request;
  const onlyNew = headers['if-none-match'];
  // S3 itself takes nothing but `*` here. Copies are another call under the same method.
  const beyond = headers['if-match'] ?? headers['x-amz-copy-source'] ?? (onlyNew === '*' ? undefined : onlyNew);
  if (beyond !== undefined) throw new S3Error('NotImplemented');
  const etag = `"${createHash('md5').update(upload.body).digest('hex')}"`;
  const about = {
    key,
    size: upload.body.length,
    etag,
    modified: new Date().toISOString(),
    headers: { ...contentHeaders(request), ...upload.checksums },
  };
  await objects.put(bucket, about, upload.body, onlyNew === '*');
  for (const [name, value] of Object.entries(upload.checksums)) response.setHeader(name, value);
  response.setHeader('etag', etag).end();
}

function contentHeaders(request: IncomingMessage): Record<string, string> {
  const kept = Object.entries(request.headers).filter(([name]) => CONTENT_HEADERS.test(name));
  const metadata = kept.filter(([name]) => name.startsWith('x-amz-meta-'));
  const bytes = metadata.reduce((sum, [name, value]) => sum + name.length - 'x-amz-meta-'.length + String(value).length, 0);
  if (bytes > MAX_METADATA_BYTES) throw new S3Error('MetadataTooLarge');
  const headers = Object.fromEntries(kept.map(([name, value]) => [name, String(value)]));
  // `aws-chunked` describes the way the upload travelled, not the object.
  const encoding = (headers['content-encoding'] ?? '').split(',').filter((part) => part.trim() !== 'aws-chunked');
  delete headers['content-encoding'];
  return { ...headers, ...(encoding.join() ? { 'content-encoding': encoding.join().trim() } : {}) };
}

async function listObjects({ objects, bucket, query, response }: Call): Promise<void> {
  await objects.requireBucket(bucket);
  if (query.get('list-type') !== '2') throw new S3Error('NotImplemented');
  const asked = query.get('max-keys') ?? String(MAX_LIST_KEYS);
  if (!/^\d{1,9}$/.test(asked)) throw new S3Error('InvalidArgument');
  const maxKeys = Math.min(Number(asked), MAX_LIST_KEYS);
  const prefix = query.get('prefix') ?? '';
  const token = query.get('continuation-token');
  const after = token === undefined ? (query.get('start-after') ?? '') : Buffer.from(token, 'base64url').toString();
  const found = await objects.list(bucket);
  const { folders, objects: loose } = rollUp(
    found.filter(({ key }) => key.startsWith(prefix)),
    prefix,
    query.get('delimiter'),
  );
  const rows = [
    ...folders.map((place) => ({ place, object: undefined })),
    ...loose.map((object) => ({ place: object.key, object })),
  ]
    .filter(({ place }) => compareKeys(place, after) > 0)
    .sort((a, b) => compareKeys(a.place, b.place));
  const page = rows.slice(0, maxKeys);
  const last = page.at(-1);
  const next = last && rows.length > page.length ? Buffer.from(last.place).toString('base64url') : undefined;
  const document = listDocument({
    bucket,
    prefix,
    maxKeys,
    objects: page.flatMap(({ object }) => object ?? []),
    folders: page.flatMap(({ place, object }) => (object ? [] : [place])),
    ...(next === undefined ? {} : { next }),
  });
  response.setHeader('content-type', 'application/xml').end(document);
}

/** With a delimiter, keys that go on after one are told as one common prefix, a folder. */
function rollUp(found: readonly ObjectAbout[], prefix: string, delimiter = '') {
  const folderOf = ({ key }: ObjectAbout) => {
    const end = delimiter === '' ? -1 : key.indexOf(delimiter, prefix.length);
    return end < 0 ? undefined : key.slice(0, end + delimiter.length);
  };
  return {
    folders: [...new Set(found.flatMap((object) => folderOf(object) ?? []))],
    objects: found.filter((object) => folderOf(object) === undefined),
  };
}

async function deleteObjects({ objects, bucket, query, upload, response }: Call): Promise<void> {
  if (!query.has('delete')) throw new S3Error('MethodNotAllowed');
  await objects.requireBucket(bucket);
  const { keys, quiet } = keysToDelete(upload.body.toString('utf8'));
  if (keys.length === 0 || keys.length > MAX_LIST_KEYS) throw new S3Error('MalformedXML');
  for (const key of keys) await objects.remove(bucket, key);
  response.setHeader('content-type', 'application/xml').end(deleteDocument(quiet ? [] : keys));
}

/** Path style: the first segment is the bucket, everything after its slash the key. */
function placeOf(target: string): { bucket: string; key: string; setting?: string } {
  try {
    const { path, query } = splitTarget(target);
    const [, bucket = '', key = ''] = /^\/([^/]*)\/?(.*)$/s.exec(path) ?? [];
    const setting = key === '' ? settingOf(new Map(query)) : undefined;
    return { bucket, key, ...(setting === undefined ? {} : { setting }) };
  } catch {
    return { bucket: '', key: '' }; // answer() comes upon the same error and says so
  }
}

function sendError(request: IncomingMessage, response: ServerResponse, requestId: string, error: unknown): void {
  if (request.errored) return; // the sender has hung up in mid-body: nobody is left to tell
  request.resume();
  if (response.headersSent) {
    response.destroy(); // half an object must not look like a whole one
    return;
  }
  const { code, status, message } = error instanceof S3Error ? error : new S3Error('InternalError', { cause: error });
  if (!(error instanceof S3Error)) console.error('S3 server:', error);
  response.statusCode = status;
  if (request.method === 'HEAD') {
    response.end();
    return;
  }
  // S3 sends its errors in chunks, without a length; origin-response must keep that header, so it has to be here too.
  response.setHeader('content-type', 'application/xml').setHeader('transfer-encoding', 'chunked');
  response.end(errorDocument(code, message, (request.url ?? '/').replace(/\?.*/s, ''), requestId));
}
