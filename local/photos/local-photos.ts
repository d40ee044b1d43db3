// Photos without AWS: what is put into the inbox goes by a queue to the very worker of a deployment, and the HTTP API is the very API.
// Pictures of strangers are opened in processes of their own.
import { join } from 'node:path';
import { CreateBucketCommand } from '@aws-sdk/client-s3';
import type { APIGatewayProxyStructuredResultV2, SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import type { UploadTable } from '../../cloud/photos/ports.ts';
import type { createPhotoRemover } from '../../cloud/photos/removal/create-photo-remover.ts';
import type { Removals } from '../../cloud/photos/removal/ports.ts';
import { DEVELOPMENT_KEYS } from '../../edge/core/config.ts';
import type { Log } from '../../edge/core/ports.ts';
import { projectPath } from '../../project-path.ts';
import type { Distribution } from '../cloudfront/distribution.ts';
import type { StoredObject } from '../s3/server.ts';
import { LOCAL_PHOTO_BUCKET, LOCAL_PHOTO_INBOX, LOCAL_REGION } from '../stack/config.ts';
import type { LocalStore } from '../stack/store.ts';
import { type PhotoApiServer, startPhotoApi } from './api-server.ts';
import { openFileRemovals } from './file-removals.ts';
import { openFileUploads } from './file-uploads.ts';
import { inboxMessage } from './inbox-events.ts';
import { type DeadLetter, type MessageQueue, openMessageQueue } from './message-queue.ts';
import type { Invalidate, openPhotoRemover } from './open-photo-remover.ts';
import type { Question } from './process-messages.ts';
import { createProcessPool, type ProcessPool } from './process-pool.ts';
import { removeExpired } from './remove-expired.ts';
import { type PhotoSiteOptions, startPhotoSite } from './site-server.ts';
import { type UploadsNews, withNews } from './upload-news.ts';

/** Each of them takes up to 700 MB while it makes a photo, and both cores of a small machine. */
const PROCESSES = 2;
/** As the time limit of the worker in infra/photos.yml. */
const MAX_JOB_MS = 60_000;
/** The next photo of somebody who tries things comes within this time. */
const IDLE_MS = 60_000;
const RETRY_MS = 1000;
/** Most photos are made within it; `npm start` ends within two seconds in any case. */
const CLOSING_GRACE_MS = 1200;

export interface Removing {
  /** Of the stack's own cache. */
  readonly invalidate?: Invalidate;
  /** Until the second look for cards of a removed photo; longer than any drawing takes where it is left out. */
  readonly againSeconds?: number | undefined;
}

export interface LocalPhotos {
  readonly news: UploadsNews;
  /** For the S3 server: an object was stored. */
  readonly onObject: (stored: StoredObject) => Promise<void>;
  /** Makes the buckets, begins with what waits, and opens the API. Port 0 takes any free one. */
  serve(store: LocalStore, port: number): Promise<PhotoApiServer>;
  /** Opens the photo site, whose sizes are made by the processes that `serve` has opened. Port 0 takes any free one. */
  serveSite(store: LocalStore, port: number, options?: Pick<PhotoSiteOptions, 'collapse'>): Promise<Distribution>;
}

/** Progress and messages are in the data folder, and what was not finished is finished after the next start. */
export async function openLocalPhotos(data: string, log: Log, removing: Removing = {}): Promise<LocalPhotos> {
  const folder = join(data, 'photos');
  const { table, news, sayStage } = withNews(await openFileUploads(join(folder, 'uploads')));
  let pool: ProcessPool | undefined;
  let remover: Handler | undefined;
  let site: Distribution | undefined;
  const forget: Invalidate = (items) => {
    removing.invalidate?.(items);
    site?.invalidate(items);
  };
  const settings = { retryMs: RETRY_MS, onDead: sayDead(folder, log) };
  const queue = await openMessageQueue({
    ...{ ...settings, folder, concurrency: PROCESSES },
    receive: (record) => receive(record, async (event) => pool?.run({ kind: 'messages', event }) as Promise<SQSBatchResponse>),
  });
  const removalQueue = await openMessageQueue({
    ...{ ...settings, folder: join(folder, 'removals'), concurrency: 1 },
    receive: (record) => receive(record, async (event) => remover?.(event, { getRemainingTimeInMillis: () => MAX_JOB_MS })),
  });
  const removals = await openFileRemovals(join(folder, 'removals/states'), removalQueue.send);
  return {
    news,
    async onObject(stored) {
      const body = inboxMessage(stored);
      if (body !== undefined) await queue.send(body);
    },
    async serve(store, port) {
      for (const Bucket of [LOCAL_PHOTO_INBOX, LOCAL_PHOTO_BUCKET]) await store.client.send(new CreateBucketCommand({ Bucket }));
      pool = openPool(store, { table, removals, sayStage }, log);
      remover = openRemover({ store, table, removals, invalidate: forget, againSeconds: removing.againSeconds, log });
      const processes = pool;
      const api = await openApi({ store, port, table, queue, removals, pool, log });
      queue.start();
      removalQueue.start();
      // Nobody waits for it.
      removeExpired(store.client).catch((error: unknown) => log('photos_not_expired', { reason: String(error) }));
      return {
        url: api.url,
        async close() {
          queue.stop();
          removalQueue.stop();
          await api.close();
          await processes.close(CLOSING_GRACE_MS);
        },
      };
    },
    async serveSite({ endpoint, credentials }, port, options = {}) {
      const origin = { endpoint, bucket: LOCAL_PHOTO_BUCKET, region: LOCAL_REGION, ...credentials, customHeaders: {} };
      site = await startPhotoSite({
        port,
        signingKeys: [DEVELOPMENT_KEYS.signing],
        origin,
        makeSize: (...of) => makeSize(pool, ...of),
        log,
        ...options,
      });
      return site;
    },
  };
}

async function makeSize(pool: ProcessPool | undefined, path: string, method: string): Promise<APIGatewayProxyStructuredResultV2> {
  if (!pool) throw new Error('The stack is starting.');
  return (await pool.run({ kind: 'size', path, method })) as APIGatewayProxyStructuredResultV2; // by its kind
}

type Handler = ReturnType<typeof createPhotoRemover>;

async function receive(record: SQSRecord, handle: (event: SQSEvent) => Promise<SQSBatchResponse | undefined>): Promise<void> {
  const answer = await handle({ Records: [record] });
  if (answer?.batchItemFailures.length !== 0) throw new Error('The message has to come again.');
}

function sayDead(folder: string, log: Log) {
  return ({ messageId }: DeadLetter) => log('photo_dead_letter', { messageId, folder: join(folder, 'dead-letters') });
}

interface PoolParts {
  readonly table: UploadTable;
  readonly removals: Removals;
  readonly sayStage: ReturnType<typeof withNews>['sayStage'];
}

function openPool({ endpoint, credentials }: LocalStore, { sayStage, ...parts }: PoolParts, log: Log): ProcessPool {
  return createProcessPool({
    script: projectPath('local/photos/photo-process.ts'),
    size: PROCESSES,
    setup: { s3: { endpoint, credentials } },
    answer: (question) => answerFrom(parts, question),
    maxMs: MAX_JOB_MS,
    idleMs: IDLE_MS,
    log,
    onStage: (job, stage) => job.kind === 'messages' && sayStage(job.event, stage),
  });
}

/** A process asks with the arguments that its own caller gave there. */
function answerFrom(parts: Omit<PoolParts, 'sayStage'>, { of, method, args }: Question): Promise<unknown> {
  const asked = parts[of] as unknown as Readonly<Record<string, (...given: readonly unknown[]) => Promise<unknown>>>;
  return asked[method]?.(...args) ?? Promise.reject(new Error(`There is no ${method} of ${of}.`));
}

/** Its code too is loaded with the first removal. */
function openRemover(parts: Parameters<typeof openPhotoRemover>[0]): Handler {
  const loading = lazily(async () => (await import('./open-photo-remover.ts')).openPhotoRemover(parts));
  return async (event, context) => (await loading())(event, context);
}

interface ApiParts {
  readonly store: LocalStore;
  readonly port: number;
  readonly table: UploadTable;
  readonly queue: MessageQueue;
  readonly removals: Removals;
  readonly pool: ProcessPool;
  readonly log: Log;
}

/** Its code is loaded with the first call: most starts of the stack have nothing to do with photos. */
function openApi({ port, log, ...parts }: ApiParts): Promise<PhotoApiServer> {
  const loading = lazily(async () => (await import('./open-photo-api.ts')).openPhotoApi({ ...parts, log }));
  return startPhotoApi({
    port,
    handler: async (event) => (await loading())(event),
    onError: (error) => log('photo_api_failed', { reason: String(error) }),
  });
}

function lazily<T>(load: () => Promise<T>): () => Promise<T> {
  let loaded: Promise<T> | undefined;
  return () => {
    loaded ??= load();
    return loaded;
  };
}
