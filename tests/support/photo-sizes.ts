// The function of the photo site on a photo in memory, with an encoder that writes what it was asked for.
import { createPhotoVariant, type PhotoVariantParts } from '../../cloud/photos/create-photo-variant.ts';
import { recordKey, variantKey } from '../../cloud/photos/photo-keys.ts';
import type { PhotoRecord } from '../../cloud/photos/photo-record.ts';
import { createMemoryPhotos, createMemoryUploads, type MemoryPhotos } from './memory-photos.ts';

export const ID = '7h3k9m2p4q8r5t6v';

export const RECORD: PhotoRecord = {
  ...{ id: ID, name: '', width: 2400, height: 1800, source: '', edits: {}, recipe: '', variants: [], hidden: [] },
  detections: { faces: [{ box: [0.8, 0.4, 0.1, 0.1], score: 0.9 }], objects: [] },
};

export interface SizesOfTests {
  readonly photos: MemoryPhotos;
  readonly lines: Record<string, unknown>[];
  /** What was encoded, in the order of time. */
  readonly encoded: string[];
  readonly table: ReturnType<typeof createMemoryUploads>['table'];
  get(
    file: string,
    options?: { id?: string; method?: string; remainingMs?: number },
  ): ReturnType<ReturnType<typeof createPhotoVariant>>;
}

export function openSizes(change: (parts: PhotoVariantParts) => PhotoVariantParts = (parts) => parts): SizesOfTests {
  const photos = createMemoryPhotos();
  const { table } = createMemoryUploads();
  const encoded: string[] = [];
  const lines: Record<string, unknown>[] = [];
  const jpeg = { key: variantKey(ID, '1600'), bytes: Buffer.from('whole'), type: 'image/jpeg' };
  for (const file of [jpeg, { key: recordKey(ID), bytes: Buffer.from(JSON.stringify(RECORD)), type: 'application/json' }])
    photos.files.set(file.key, file);
  const handler = createPhotoVariant(
    change({
      store: photos.store,
      table,
      decode: async (bytes) => ({ data: bytes, width: 1600, height: 1200 }),
      async encode({ data }, { width, height, crop }, type) {
        const what = `${Buffer.from(data)} ${width}x${height} ${crop ? `from ${crop[0].toFixed(2)}` : 'all'} ${type}`;
        encoded.push(what);
        return Buffer.from(what);
      },
      stage: 'test',
      log: (event, fields = {}) => void lines.push({ event, ...fields }),
    }),
  );
  let calls = 0;
  return {
    photos,
    lines,
    encoded,
    table,
    get(file, { id = ID, method = 'GET', remainingMs = 20_000 } = {}) {
      const requestContext = { http: { method }, requestId: `call ${++calls}` };
      return handler({ rawPath: `/photos/${id}/${file}`, requestContext }, { getRemainingTimeInMillis: () => remainingMs });
    },
  };
}
