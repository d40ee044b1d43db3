// A photo in a size that nobody asked for before, made once: however many ask, one of them makes it and the others wait for the file.
import { setTimeout as sleep } from 'node:timers/promises';
import { CardError } from '../../card-schema/errors.ts';
import { focusOf } from '../../card-schema/photo-heads.ts';
import { formatPhotoSize, type PhotoSize, type PhotoType } from '../../card-schema/photo-size.ts';
import type { Deadline } from '../../edge/core/deadline.ts';
import type { Log } from '../../edge/core/ports.ts';
import { photoFolder, variantKey } from './photo-keys.ts';
import { photoErrorFields } from './photo-line.ts';
import type { PhotoRecord } from './photo-record.ts';
import type { EncodeSize, Pictures } from './pictures.ts';
import { plannedSize } from './planned-size.ts';
import type { PhotoStore, UploadTable } from './ports.ts';

export interface MakeSizeParts {
  readonly store: Pick<PhotoStore, 'read' | 'readRecord' | 'put' | 'removeAll'>;
  readonly table: Pick<UploadTable, 'claim' | 'release'>;
  /** Of files of our own: a panorama has fewer pixels on its short side than a source may have. */
  readonly decode: Pictures['decodeMaster'];
  readonly encode: EncodeSize;
  readonly log: Log;
}

export interface WantedSize {
  readonly id: string;
  readonly size: PhotoSize;
  /** Of this call. */
  readonly owner: string;
  readonly deadline: Deadline;
}

export interface SizeFile {
  readonly bytes: Uint8Array;
  /** By this call; otherwise it was there. */
  readonly made: boolean;
}

/** The largest whole variant, and never the master: what is blurred in a photo is blurred in it. */
const SOURCE = '1600';
/** How often those who wait look. */
const POLL_MS = 200;
/** After its deadline a call may still put its file. */
const AFTER_DEADLINE_MS = 5000;

export const MEDIA_TYPES: Readonly<Record<PhotoType, string>> = { jpg: 'image/jpeg', webp: 'image/webp', avif: 'image/avif' };

/**
 * Undefined: there is no such photo, or it is being removed. Throws PhotoError `store_failed`, and CardError `out_of_time` where another
 * call has not finished the file in time; the next call makes it then.
 */
export async function sizeOnce(wanted: WantedSize, parts: MakeSizeParts): Promise<SizeFile | undefined> {
  const { id, size, deadline } = wanted;
  const { store } = parts;
  const record = await store.readRecord(id, deadline);
  if (!record) return undefined;
  const key = `${photoFolder(id)}${formatPhotoSize(size)}`;
  // With the folder cut off, so that no claim of a photo is like it.
  const claim = `${id}/${formatPhotoSize(size)}`;
  while (!(await isClaimed(claim, wanted, parts))) {
    const bytes = await store.read(key, deadline);
    if (bytes) return { bytes, made: false };
    if (deadline.remainingMs() === 0) throw new CardError('out_of_time', 'Another call still makes the same file.');
    await sleep(Math.min(POLL_MS, deadline.remainingMs()));
  }
  try {
    // It may have been put between S3's 404 and the claim.
    const bytes = await store.read(key, deadline);
    return bytes ? { bytes, made: false } : await makeSize(key, record, wanted, parts);
  } finally {
    // The claim ends by itself if this fails.
    await parts.table.release(claim, wanted.owner).catch(() => {});
  }
}

/** The table only saves work: where it fails, the file is made without it, perhaps more than once. */
async function isClaimed(claim: string, { owner, deadline }: WantedSize, { table, log }: MakeSizeParts): Promise<boolean> {
  try {
    return await table.claim(claim, owner, Date.now() + deadline.remainingMs() + AFTER_DEADLINE_MS);
  } catch (error) {
    log('photo_size_unclaimed', photoErrorFields(error));
    return true;
  }
}

async function makeSize(
  key: string,
  record: PhotoRecord,
  { id, size, deadline }: WantedSize,
  { store, decode, encode }: MakeSizeParts,
): Promise<SizeFile | undefined> {
  const source = await store.read(variantKey(id, SOURCE), deadline);
  if (!source) return undefined;
  const pixels = await decode(source, deadline);
  const focus = focusOf(record, record.detections, record.edits);
  const bytes = await deadline.bound('Encoding', encode(pixels, plannedSize(pixels, focus, size), size.type));
  await store.put({ key, bytes, type: MEDIA_TYPES[size.type] }, deadline);
  // A removal takes the record first and all files after it: either they are not listed yet, or the record is gone here.
  if (await store.readRecord(id, deadline)) return { bytes, made: true };
  await store.removeAll(key, deadline);
  return undefined;
}
