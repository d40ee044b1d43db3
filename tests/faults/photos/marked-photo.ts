// A photo as it lies in its bucket, in colours that say where a picture of it comes from: everything that may be shown is green, and what must
// never be shown is red.
import sharp from 'sharp';
import { masterKey, recordKey, variantKey } from '../../../cloud/photos/photo-keys.ts';
import type { PhotoRecord } from '../../../cloud/photos/photo-record.ts';
import { newUploadId } from '../../../cloud/photos/upload-id.ts';
import { createDeadline } from '../../../edge/core/deadline.ts';
import type { PhotoBench } from './photo-bench.ts';

const SIZE = { width: 640, height: 480 } as const;
const filled = (r: number, g: number) => sharp({ create: { ...SIZE, channels: 3, background: { r, g, b: 0 } } });
const SHOWN = await filled(0, 160).jpeg().toBuffer();
const HIDDEN = await filled(200, 0).webp().toBuffer();
const MS = 20_000;
const SOURCE = 'a'.repeat(64);

/** Stores one, past all faults, and gives its id. */
export async function storeMarked({ behind }: PhotoBench): Promise<string> {
  const id = newUploadId();
  const record: PhotoRecord = {
    ...{ id, name: 'Ada.jpg', ...SIZE, source: SOURCE, edits: { blur: 'faces' }, recipe: 'of the bench', variants: [] },
    ...{ detections: { faces: [{ box: [0.4, 0.2, 0.2, 0.3], score: 0.9 }], objects: [] }, hidden: [[0.35, 0.1, 0.3, 0.5]] },
  };
  const deadline = createDeadline(MS);
  await behind.store.put({ key: variantKey(id, '1600'), bytes: SHOWN, type: 'image/jpeg' }, deadline);
  await behind.store.put({ key: masterKey(id), bytes: HIDDEN, type: 'image/webp' }, deadline);
  const bytes = Buffer.from(JSON.stringify(record));
  await behind.store.put({ key: recordKey(id), bytes, type: 'application/json' }, deadline);
  return id;
}

/** Whether it shows nothing but what may be shown. */
export async function isShown(picture: Uint8Array): Promise<boolean> {
  const { channels } = await sharp(picture).stats();
  const [red, green] = channels;
  return (red?.max ?? 255) < 40 && (green?.min ?? 0) > 120;
}
