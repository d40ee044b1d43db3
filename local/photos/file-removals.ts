// Removals of photos in the data folder, where a deployment has DynamoDB and a queue of their own.
import { PhotoError } from '../../cloud/photos/photo-error.ts';
import type { Removals } from '../../cloud/photos/removal/ports.ts';
import type { Removal } from '../../cloud/photos/removal/removal.ts';
import { openRowFiles } from './row-files.ts';

type SendBody = (body: string, delayMs: number) => Promise<void>;

export async function openFileRemovals(folder: string, send: SendBody): Promise<Removals> {
  const files = await openRowFiles<Removal>(folder);
  const rows = new Map(files.found.map((row) => [row.removal, row]));
  return {
    async read(removal) {
      return rows.get(removal);
    },
    async write(row) {
      rows.set(row.removal, row);
      await files.write(row.removal, row).catch((error: unknown) => {
        throw new PhotoError('table_failed', 'The state of a removal could not be kept in the data folder.', { cause: error });
      });
    },
    send: (message, delaySeconds = 0) => send(JSON.stringify({ removal: message }), delaySeconds * 1000),
  };
}
