// The photo worker on stores in memory, with photos of a few bytes: what it makes of a picture is tested elsewhere.
import { randomUUID } from 'node:crypto';
import type { SQSBatchResponse } from 'aws-lambda';
import { createPhotoWorker, type PhotoWorkerParts } from '../../cloud/photos/create-photo-worker.ts';
import { masterKey, recordKey, reviewKey, uploadOf, variantKey } from '../../cloud/photos/photo-keys.ts';
import type { MadePhoto, MakePhoto } from '../../cloud/photos/photo-order.ts';
import type { PhotoRecord } from '../../cloud/photos/photo-record.ts';
import type { EditRequest, StoredFile } from '../../cloud/photos/ports.ts';
import { MAX_RECEIVES } from '../../cloud/photos/receives.ts';
import {
  createMemoryPhotos,
  createMemoryRemovals,
  createMemoryUploads,
  type MemoryPhotos,
  type MemoryRemovals,
  type MemoryUploads,
} from './memory-photos.ts';

export const RECIPE = 'recipe of the tests';

/** As EventBridge sends it: docs.aws.amazon.com/AmazonS3/latest/userguide/ev-events.html. */
export function objectCreated(key: string, bucket = 'inbox'): string {
  return JSON.stringify({
    version: '0',
    source: 'aws.s3',
    'detail-type': 'Object Created',
    detail: { version: '0', bucket: { name: bucket }, object: { key, size: 6, etag: 'd41d8cd98f00b204e9800998ecf8427e' } },
  });
}

export function editMessage(edit: Partial<EditRequest> & Pick<EditRequest, 'upload' | 'from'>): string {
  return JSON.stringify({ edit: { edits: {}, retire: false, ...edit } });
}

/** What may be a head, where the text says `spoon`. */
const SPOON = [0.1, 0.1, 0.2, 0.2] as const;

/** What a photo of the tests shows: its source, and whether faces are hidden. */
export const makeSmallPhoto: MakePhoto = async ({ id, name, source, edits, recipe, bytes, from, fromId, stage }) => {
  const text = Buffer.from(bytes).toString();
  await stage('decode', async () => {});
  const faces = text.includes('face') ? [{ box: [0.4, 0.4, 0.1, 0.1], score: 0.9 } as const] : [];
  const record: PhotoRecord = {
    ...{ id, name, width: 1, height: 1, source, edits, recipe, variants: [] },
    detections: from?.detections ?? { faces, objects: [] },
    hidden: from?.edits.blur ? from.hidden : edits.blur && text.includes('spoon') ? [SPOON] : [],
    ...(fromId === undefined ? {} : { from: fromId }),
  };
  const withSpoons = edits.blur ? text.replaceAll('face', 'blur') : text;
  const shown = edits.blur && !edits.keep ? withSpoons.replaceAll('spoon', 'blur') : withSpoons;
  const isReview = edits.blur !== undefined && faces.length === 0 && !from?.edits.blur && !edits.seen && !edits.add;
  if (isReview) return reviewOf({ ...record, review: true }, text, shown);
  const keys = [variantKey(id, '1600'), variantKey(id, '250'), masterKey(id)];
  const files = [...keys.map((key) => file(key, shown)), file(recordKey(id), JSON.stringify(record))];
  return { kind: 'photo', record, files };
};

const file = (key: string, body: string): StoredFile => ({ key, bytes: Buffer.from(body), type: 'text/plain' });

function reviewOf(record: PhotoRecord, master: string, preview: string): MadePhoto {
  const { id } = record;
  const pictures = [file(reviewKey(id, 'master.webp'), master), file(reviewKey(id, '1000.jpg'), preview)];
  return { kind: 'review', record, files: [...pictures, file(reviewKey(id, 'photo.json'), JSON.stringify(record))] };
}

export interface WorkerOfTests {
  readonly photos: MemoryPhotos;
  readonly uploads: MemoryUploads;
  readonly removals: MemoryRemovals;
  readonly lines: Record<string, unknown>[];
  /** With the row of its form, where the key is a form's. */
  send(key: string, text: string): void;
  /** One delivery; the same message again where `message` is given. */
  deliver(
    body: string,
    options?: { receives?: number; message?: string; sent?: Date; remainingMs?: number },
  ): Promise<SQSBatchResponse>;
  /** As SQS does: until the worker is done with it, at most three times. Says how often, or `dead letter`. */
  deliverAll(body: string): Promise<number | 'dead letter'>;
}

export function openWorker(change: (parts: PhotoWorkerParts) => PhotoWorkerParts = (parts) => parts): WorkerOfTests {
  const photos = createMemoryPhotos();
  const uploads = createMemoryUploads();
  const removals = createMemoryRemovals();
  const lines: Record<string, unknown>[] = [];
  const parts = change({
    store: photos.store,
    table: uploads.table,
    removals: removals.removals,
    make: makeSmallPhoto,
    recipe: RECIPE,
    stage: 'test',
    log: (event, fields = {}) => void lines.push({ event, ...fields }),
  });
  const worker = createPhotoWorker(parts);
  const deliver: WorkerOfTests['deliver'] = (
    body,
    { receives = 1, message = randomUUID(), sent = new Date(), remainingMs = 60_000 } = {},
  ) => {
    const attributes = { ApproximateReceiveCount: String(receives), SentTimestamp: String(sent.getTime()) };
    const record = { messageId: message, body, attributes } as Parameters<typeof worker>[0]['Records'][number]; // nothing else is read
    return worker({ Records: [record] }, { getRemainingTimeInMillis: () => remainingMs });
  };
  return {
    photos,
    uploads,
    removals,
    lines,
    send(key, text) {
      photos.sources.set(key, { bytes: Buffer.from(text), stored: new Date() });
      const upload = uploadOf(key);
      const row = { upload, status: 'waiting', edits: {}, created: 0, expires: 0 } as const;
      if (upload !== key) uploads.rows.set(upload, { ...row, ...uploads.rows.get(upload) });
    },
    deliver,
    async deliverAll(body) {
      const message = randomUUID();
      for (let receives = 1; receives <= MAX_RECEIVES; receives++) {
        const { batchItemFailures } = await deliver(body, { receives, message });
        if (batchItemFailures.length === 0) return receives;
      }
      return 'dead letter';
    },
  };
}
