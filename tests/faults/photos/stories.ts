// What is on its way when a fault meets it.
import { PutObjectCommand } from '@aws-sdk/client-s3';
import sharp from 'sharp';
import type { Edits } from '../../../cloud/photos/edits.ts';
import { inboxKeyOf } from '../../../cloud/photos/photo-keys.ts';
import { newUploadId } from '../../../cloud/photos/upload-id.ts';
import { projectPath } from '../../../project-path.ts';
import { objectCreated } from '../../support/photo-worker.ts';
import type { PhotoBench } from './photo-bench.ts';
import type { Story } from './photo-fault.ts';
import type { Message } from './photo-queue.ts';

const small = (name: string, width: number) =>
  sharp(projectPath('tests/photos/pictures', name)).resize({ width }).jpeg().toBuffer();

export const PICTURE = await small('astronaut.png', 320);
export const OTHER_PICTURE = await small('coffee.png', 300);
const NAME = 'Ada.jpg';
const HIDDEN: Edits = { blur: 'faces' };
const MAX_PREPARING_MS = 30_000;

export async function putSource({ direct, inbox }: PhotoBench, upload: string, Body: Uint8Array): Promise<void> {
  await direct.send(new PutObjectCommand({ Bucket: inbox, Key: inboxKeyOf(upload), Body }));
}

export function announce({ queue, inbox }: PhotoBench, upload: string): Message {
  return queue.send(objectCreated(inboxKeyOf(upload), inbox));
}

/** As a client does it: the row, then the file, then S3's event. */
export async function sendPicture(bench: PhotoBench, upload: string, bytes: Uint8Array, edits: Edits = {}): Promise<Message> {
  await bench.table.change(upload, { status: 'waiting', name: NAME, edits });
  await putSource(bench, upload, bytes);
  return announce(bench, upload);
}

/** Puts the story's message into the queue. */
export async function prepare(bench: PhotoBench, story: Story): Promise<void> {
  const { upload, found } = bench;
  if (story === 'nothing') return;
  if (story === 'review') [found.faces, found.labels] = [[], []];
  if (story !== 'edit') {
    await sendPicture(bench, upload, PICTURE, story === 'upload' ? undefined : HIDDEN);
    return;
  }
  const from = await makeNow(bench, PICTURE);
  await bench.table.change(upload, { status: 'waiting', name: NAME });
  bench.queue.send(JSON.stringify({ edit: { upload, from, edits: HIDDEN, retire: true } }));
}

/** Sends a picture and has the worker make it, and gives the photo's id. */
export async function makeNow(bench: PhotoBench, bytes: Uint8Array): Promise<string> {
  const upload = newUploadId();
  const message = await sendPicture(bench, upload, bytes);
  const failed = await bench.queue.deliver(MAX_PREPARING_MS, [message]);
  const { status, photo } = (await bench.table.read(upload)) ?? {};
  if (failed.length > 0 || status !== 'ready' || photo === undefined)
    throw new Error(`A worker that is well ends with ${status}. ${bench.log.slice(-3).join('\n')}`);
  return photo;
}
