// The table of uploads in the data folder, where a deployment has DynamoDB. Everything is in memory; the disk has it for the next start.
import { PhotoError } from '../../cloud/photos/photo-error.ts';
import type { UploadTable } from '../../cloud/photos/ports.ts';
import { UPLOAD_DAYS, type Upload, type UploadChange } from '../../cloud/photos/statuses.ts';
import { openRowFiles, type RowFiles } from './row-files.ts';

const KEPT_SECONDS = UPLOAD_DAYS * 86_400;

/**
 * Counters of `decoding` and claims are of this process alone: if it ends, its workers end too, and none of them died of a photo.
 * Rows that have expired are removed at the start.
 */
export async function openFileUploads(folder: string, now = Date.now): Promise<UploadTable> {
  const files = await openRowFiles<Upload>(folder);
  const rows = new Map(files.found.map((row) => [row.upload, row]));
  const decoding = new Map<string, number>();
  const claims = new Map<string, { readonly owner: string; readonly untilMs: number }>();
  const seconds = () => Math.floor(now() / 1000);
  const isLive = (row: Upload) => row.expires > seconds();

  for (const row of rows.values()) {
    if (isLive(row)) continue;
    rows.delete(row.upload);
    await files.remove(row.upload);
  }

  const live = (upload: string) => {
    const row = rows.get(upload);
    return row && isLive(row) ? row : undefined;
  };

  return {
    async read(upload) {
      return live(upload);
    },
    async change(upload: string, change: UploadChange) {
      // What belongs to the former status goes with it.
      const { photo: _, code: __, message: ___, ...kept } = live(upload) ?? { upload, created: seconds() };
      const row: Upload = { ...kept, ...change, expires: seconds() + KEPT_SECONDS };
      rows.set(upload, row);
      await files.write(upload, row).catch((error: unknown) => {
        throw new PhotoError('table_failed', 'The row of an upload could not be kept in the data folder.', { cause: error });
      });
    },
    async startDecoding(upload) {
      const starts = (decoding.get(upload) ?? 0) + 1;
      decoding.set(upload, starts);
      return starts;
    },
    async endDecoding(upload) {
      decoding.delete(upload);
    },
    async claim(id, owner, untilMs) {
      const holder = claims.get(id);
      if (holder && holder.owner !== owner && holder.untilMs > now()) return false;
      claims.set(id, { owner, untilMs });
      return true;
    },
    async release(id, owner) {
      if (claims.get(id)?.owner === owner) claims.delete(id);
    },
    forgetNames: (photos) => forgetNames(photos, rows, files),
    async inReview() {
      return [...rows.values()].filter((row) => row.status === 'review' && isLive(row)).sort((a, b) => b.created - a.created);
    },
  };
}

async function forgetNames(photos: readonly string[], rows: Map<string, Upload>, files: RowFiles<Upload>): Promise<number> {
  const named = [...rows.values()].filter(({ photo = '', name }) => photos.includes(photo) && name !== undefined);
  for (const { name: _, ...row } of named) {
    rows.set(row.upload, row);
    await files.write(row.upload, row);
  }
  return named.length;
}
