// An S3 server on a folder, for the local stack and the tests: the calls that this project makes, with S3's statuses and
// errors, path style only. tests/support/object-store-contract.ts runs against it and against a real server.
import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { listen } from '../http/listen.ts';
import { answer, placeOf } from './answer.ts';
import { createBucketSettings } from './bucket-settings.ts';
import { answerOrigin } from './cross-origin.ts';
import { errorDocument } from './documents.ts';
import { S3Error } from './errors.ts';
import { failureLine } from './failure-line.ts';
import { createMultipartActions } from './multipart-actions.ts';
import { type ObjectMetadata, type Objects, openObjects } from './objects.ts';

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
  /** Origins whose pages may post forms and read what an address is signed for, as a bucket's CORS rules let them. Default: none. */
  readonly corsOrigins?: () => readonly string[];
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

const SAME_FAILURE_MS = 5000;
export async function startS3Server(options: S3ServerOptions): Promise<S3Server> {
  const { directory, port, onRequest, region = 'us-east-1', account } = options;
  const credentials = { accessKeyId: options.accessKeyId, secretAccessKey: options.secretAccessKey, region };
  const parts = {
    objects: announced(await openObjects(directory, options.onRecreated), options.onObject),
    settings: createBucketSettings(directory),
    account,
    multipart: createMultipartActions(),
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
    if (answerOrigin(request, response, options.corsOrigins?.() ?? [])) return;
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
