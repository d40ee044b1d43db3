// The worker with its real parts: pictures, models, S3 and the protocol of DynamoDB.
import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import sharp from 'sharp';
import { cropOf } from '../../../../card-schema/photo-crop.ts';
import type { Box } from '../../../../card-schema/photo-focus.ts';
import { focusOf } from '../../../../card-schema/photo-heads.ts';
import { createUploadTable } from '../../../../cloud/photos/adapters/upload-table.ts';
import { createPhotoWorker } from '../../../../cloud/photos/create-photo-worker.ts';
import { makePhoto } from '../../../../cloud/photos/make-photo.ts';
import { removedKey } from '../../../../cloud/photos/photo-keys.ts';
import type { PhotoRecord } from '../../../../cloud/photos/photo-record.ts';
import type { UploadTable } from '../../../../cloud/photos/ports.ts';
import { recipeOf } from '../../../../cloud/photos/recipe.ts';
import { removeStored } from '../../../../cloud/photos/remove-photo.ts';
import { createDeadline } from '../../../../edge/core/deadline.ts';
import { projectPath } from '../../../../project-path.ts';
import { type AwsServer, startAwsServer } from '../../../doubles/aws/aws-server.ts';
import { eventOf } from '../../../doubles/aws/sqs.ts';
import { createUploadRows } from '../../../doubles/aws/upload-rows.ts';
import { embeddedDetector } from '../../../photos/test-photos.ts';
import { pictures } from '../../../photos/test-pictures.ts';
import { createMemoryRemovals } from '../../../support/memory-photos.ts';
import { type PhotoBuckets, photoBucketsForTests } from '../../../support/photo-buckets.ts';
import { editMessage, objectCreated } from '../../../support/photo-worker.ts';

const MINUTE = 60_000;
const name = 'edgecard-test-uploads';
const credentials = { accessKeyId: 'LOCALKEY', secretAccessKey: 'local-secret' };
const buckets = photoBucketsForTests();
const detector = embeddedDetector();
const astronaut = await readFile(projectPath('tests/photos/pictures/astronaut.png'));

let server: AwsServer;
let client: DynamoDBClient;
beforeAll(async () => {
  server = await startAwsServer({ json: createUploadRows(name).operations });
  client = new DynamoDBClient({ region: 'us-east-1', endpoint: server.endpoint, credentials });
});
afterAll(async () => {
  client.destroy();
  await server.close();
});

interface Opened {
  readonly at: PhotoBuckets;
  readonly table: UploadTable;
  /** Ids of the photos that were made, as often as they were. */
  readonly made: string[];
  deliver(body: string): Promise<void>;
}

async function open(): Promise<Opened> {
  const at = await buckets.open();
  const table = createUploadTable({ client, name });
  const made: string[] = [];
  const worker = createPhotoWorker({
    store: at.store,
    table,
    removals: createMemoryRemovals().removals,
    make(order) {
      made.push(order.id);
      return makePhoto(order, { pictures, detector, masters: true });
    },
    recipe: recipeOf(detector.name),
    stage: 'test',
    log: () => {},
  });
  async function deliver(body: string): Promise<void> {
    const event = eventOf([{ messageId: randomUUID(), body, receives: 1 }]);
    expect(await worker(event, { getRemainingTimeInMillis: () => MINUTE })).toEqual({ batchItemFailures: [] });
  }
  return { at, table, made, deliver };
}

async function photoOf({ table }: Opened, upload: string): Promise<string> {
  const { status, photo = '' } = (await table.read(upload)) ?? {};
  expect(status).toBe('ready');
  return photo;
}

test(
  'the same file sent 20 times at once is made once, by one of five workers, and 20 uploads are ready',
  async () => {
    const opened = await open();
    const keys = Array.from({ length: 20 }, () => `photos/${randomUUID()}.png`);
    for (const key of keys) await opened.at.putSource(key, astronaut);
    const waiting = keys.values();
    await Promise.all(
      Array.from({ length: 5 }, async () => {
        for (const key of waiting) await opened.deliver(objectCreated(key));
      }),
    );
    expect(opened.made).toHaveLength(1);
    for (const key of keys) expect(await photoOf(opened, key)).toBe(opened.made[0]);
    expect(await opened.at.sources()).toEqual([]);
    expect(await opened.at.keys()).toHaveLength(9);
  },
  MINUTE,
);

/** Where a head is in each picture of the bucket, and what is there. */
async function headsIn({ at }: Opened, { id, width, height, detections }: PhotoRecord, head: Box) {
  const found = new Map<string, Buffer>();
  for (const key of await at.keys()) {
    const bytes = await at.store.read(key, createDeadline(MINUTE));
    if (!/\.(jpg|webp)$/.test(key) || !bytes || !key.includes(id)) continue;
    const size = await sharp(bytes).metadata();
    const crop = cropOf(focusOf({ width, height }, detections, {}), size);
    const isCrop = /\/\d+x\d+\.jpg$/.test(key);
    const [left, top, wide, high] = isCrop ? crop : [0, 0, 1, 1];
    const inPicture = {
      left: Math.max(0, Math.round(((head[0] - left) / wide) * size.width)),
      top: Math.max(0, Math.round(((head[1] - top) / high) * size.height)),
    };
    const right = Math.min(size.width, Math.round(((head[0] + head[2] - left) / wide) * size.width));
    const bottom = Math.min(size.height, Math.round(((head[1] + head[3] - top) / high) * size.height));
    const cut = { ...inPicture, width: right - inPicture.left, height: bottom - inPicture.top };
    found.set(
      key.replace(id, 'ID'),
      await sharp(bytes).extract(cut).resize(64, 64, { fit: 'fill' }).removeAlpha().raw().toBuffer(),
    );
  }
  return found;
}

function meanDifference(one: Buffer, other: Buffer): number {
  return one.reduce((sum, level, at) => sum + Math.abs(level - (other[at] ?? 0)), 0) / one.length;
}

async function recordOf({ at }: Opened, id: string): Promise<PhotoRecord> {
  const record = await at.store.readRecord(id, createDeadline(MINUTE));
  if (!record) throw new Error(`There is no record of ${id}.`);
  return record;
}

/** No picture of the photo shows at this place what the unblurred one shows there. */
async function expectHidden(opened: Opened, id: string, shown: Map<string, Buffer>, box: Box): Promise<void> {
  const hidden = await headsIn(opened, await recordOf(opened, id), box);
  expect([...hidden.keys()]).toEqual([...shown.keys()]);
  expect(hidden.size).toBe(8);
  const whole = shown.get('photos/ID/1600.jpg') ?? Buffer.alloc(0);
  for (const [key, pixels] of hidden) {
    const face = shown.get(key) ?? Buffer.alloc(0);
    expect([key, meanDifference(pixels, face) > 30]).toEqual([key, true]);
    // The same face at another size differs less, so the measure sees it.
    expect([key, meanDifference(face, whole) < 15]).toEqual([key, true]);
  }
}

test(
  'after a blur that retires its photo no picture of the bucket shows the face, and a removal leaves the marks alone',
  async () => {
    const opened = await open();
    const { at, deliver } = opened;
    await at.putSource('photos/astronaut.png', astronaut);
    await deliver(objectCreated('photos/astronaut.png'));
    const original = await photoOf(opened, 'photos/astronaut.png');
    const before = await recordOf(opened, original);
    // Where the face was found in the unblurred photo.
    const { box } = before.detections.faces[0] ?? { box: [0, 0, 1, 1] as const };
    const shown = await headsIn(opened, before, box);

    await deliver(editMessage({ upload: 'blur', from: original, edits: { blur: 'faces' }, retire: true }));
    const blurred = await photoOf(opened, 'blur');
    await expectHidden(opened, blurred, shown, box);
    // Sent with the wish to hide faces, it is the same photo, and was never there with a face.
    const other = await open();
    await other.table.change('photos/hidden.png', { status: 'waiting', edits: { blur: 'faces' } });
    await other.at.putSource('photos/hidden.png', astronaut);
    await other.deliver(objectCreated('photos/hidden.png'));
    expect(await photoOf(other, 'photos/hidden.png')).toBe(blurred);
    await expectHidden(other, blurred, shown, box);

    expect((await at.keys()).filter((key) => key.includes(original))).toEqual([removedKey(original)]);
    expect(await at.sources()).toEqual([]);

    expect(await removeStored(blurred, at.store, createDeadline(MINUTE))).toBe(9);
    expect([...(await at.keys())].sort()).toEqual([removedKey(original), removedKey(blurred)].sort());
  },
  MINUTE,
);
