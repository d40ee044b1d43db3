// The HTTP API over HTTP, on the embedded S3, with the worker behind it and photos of a few bytes.
import { createPhotoList } from '../../cloud/photos/adapters/photo-list.ts';
import { createPresigner } from '../../cloud/photos/adapters/presigner.ts';
import type { PhotoApiParts } from '../../cloud/photos/api/call.ts';
import { createPhotoApi } from '../../cloud/photos/create-photo-api.ts';
import { createPhotoWorker } from '../../cloud/photos/create-photo-worker.ts';
import { inboxKeyOf } from '../../cloud/photos/photo-keys.ts';
import type { EditRequest, Looker } from '../../cloud/photos/ports.ts';
import { startPhotoApi } from '../../local/photos/api-server.ts';
import { LOCAL_CREDENTIALS } from '../../local/stack/config.ts';
import { clientOf } from './contract-bucket.ts';
import { type LogEntry, recordingLog } from './log.ts';
import { createMemoryRemovals, createMemoryUploads, type MemoryRemovals, type MemoryUploads } from './memory-photos.ts';
import type { PhotoBuckets } from './photo-buckets.ts';
import { makeSmallPhoto, objectCreated, RECIPE } from './photo-worker.ts';
import { postForm } from './presigned-tests.ts';
import { realS3 } from './real-s3.ts';

/** What answers have, each some of it. */
export interface AnswerJson {
  readonly upload: string;
  readonly removal: string;
  readonly url: string;
  readonly fields: Readonly<Record<string, string>>;
  readonly expires: string;
  readonly status: string;
  readonly photo: string;
  readonly variants: Readonly<Record<string, string>>;
  readonly photos: readonly { readonly id: string }[];
  readonly next?: string;
  readonly preview: string;
  readonly hidden: readonly unknown[];
  readonly reviews: readonly { readonly preview: string }[];
  readonly picture: string;
  readonly code?: string;
  readonly message: string;
  readonly allowed: string;
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly json: AnswerJson;
  readonly bytes: Uint8Array;
}

export interface ApiOfTests extends AsyncDisposable {
  readonly url: string;
  readonly uploads: MemoryUploads;
  readonly removals: MemoryRemovals;
  readonly edits: EditRequest[];
  readonly lines: LogEntry[];
  call(
    method: string,
    path: string,
    sent?: { json?: unknown; body?: BodyInit; headers?: Record<string, string> },
  ): Promise<Answer>;
  /** Whether the file of an upload is in the inbox. */
  stored(upload: string): Promise<boolean>;
  /** Runs the worker for what was put into the inbox under this upload. */
  workOn(upload: string): Promise<void>;
  /** Runs the worker for all edits that were sent. */
  workOnEdits(): Promise<void>;
}

/** Says of every picture that it shows one person. */
const LOOKER: Looker = {
  async look(source, withPicture) {
    const faces = [{ box: [0.4, 0.1, 0.2, 0.20006], score: 0.912345 } as const];
    const objects = [{ label: 'person', box: [0.1, 0.1, 0.8, 0.9], score: 0.8 } as const];
    const found = { width: 640, height: 480, detections: { faces, objects }, detector: 'of the tests' };
    return { ...found, ...(withPicture ? { picture: source } : {}) };
  },
  async annotate(source) {
    return source;
  },
};

export async function openApi(
  buckets: PhotoBuckets,
  endpoint: string,
  changes: Partial<PhotoApiParts> = {},
): Promise<ApiOfTests> {
  const { client, inbox, bucket, store } = buckets;
  const uploads = createMemoryUploads();
  const removals = createMemoryRemovals();
  const edits: EditRequest[] = [];
  const { log, entries } = recordingLog();
  const presigning = clientOf(realS3() ?? { endpoint, ...LOCAL_CREDENTIALS });
  const handler = createPhotoApi({
    stage: 'test',
    table: uploads.table,
    store,
    listPhotos: createPhotoList(client, bucket),
    presigner: createPresigner({ client: presigning, inbox, bucket }),
    sendEdit: async (edit) => void edits.push(edit),
    removals: removals.removals,
    looker: LOOKER,
    detector: 'of the tests',
    log,
    ...changes,
  });
  const worker = createPhotoWorker({
    store,
    table: uploads.table,
    removals: removals.removals,
    make: makeSmallPhoto,
    recipe: RECIPE,
    stage: 'test',
    log: () => {},
  });
  const deliver = async (body: string) => {
    const attributes = { ApproximateReceiveCount: '1', SentTimestamp: String(Date.now()) };
    const record = { messageId: body, body, attributes } as Parameters<typeof worker>[0]['Records'][number]; // nothing else is read
    await worker({ Records: [record] }, { getRemainingTimeInMillis: () => 60_000 });
  };
  const server = await startPhotoApi({ port: 0, handler: (event) => handler(event) });
  return {
    url: server.url,
    uploads,
    removals,
    edits,
    lines: entries,
    call: (method, path, sent) => call(`${server.url}${path}`, method, sent),
    stored: async (upload) => (await buckets.sources()).includes(inboxKeyOf(upload)),
    workOn: (upload) => deliver(objectCreated(inboxKeyOf(upload), inbox)),
    async workOnEdits() {
      for (const edit of edits.splice(0)) await deliver(JSON.stringify({ edit }));
    },
    async [Symbol.asyncDispose]() {
      await server.close();
      presigning.destroy();
    },
  };
}

/** Status and code of an answer, or `done`. */
export function outcomeOf({ status, json }: Answer): string {
  return `${status} ${json.code ?? 'done'}`;
}

/** Asks for a form, posts a file with it, and lets the worker see it. */
export async function sendUpload(api: ApiOfTests, file: string, fields: Readonly<Record<string, unknown>> = {}): Promise<string> {
  const { json } = await api.call('POST', '/uploads', { json: fields });
  const { status } = await postForm(json, file);
  if (status !== 204) throw new Error(`The form is answered ${status}.`);
  await api.workOn(json.upload);
  return json.upload;
}

async function call(url: string, method: string, { json, body, headers = {} }: Parameters<ApiOfTests['call']>[2] = {}) {
  const sent = json === undefined ? body : JSON.stringify(json);
  const typed = json === undefined ? headers : { 'content-type': 'application/json', ...headers };
  const response = await fetch(url, { method, headers: typed, ...(sent === undefined ? {} : { body: sent }) });
  const bytes = new Uint8Array(await response.arrayBuffer());
  const isJson = bytes.length > 0 && response.headers.get('content-type') === 'application/json';
  return {
    status: response.status,
    headers: response.headers,
    bytes,
    json: isJson ? JSON.parse(Buffer.from(bytes).toString()) : {},
  };
}
