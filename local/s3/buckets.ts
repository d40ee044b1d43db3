// The folders of the buckets. Somebody may delete the data folder while the server runs.
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { S3Error } from './errors.ts';
import { makeFolder } from './make-folder.ts';

/** `onRecreated` is called when the folder of a bucket was deleted, and is there again, empty. */
export function createBuckets(directory: string, onRecreated: (bucket: string) => void = () => {}) {
  /** Made or used by this process. */
  const known = new Set<string>();

  async function create(bucket: string): Promise<void> {
    await makeFolder(join(directory, bucket));
    known.add(bucket);
  }

  return {
    create,
    async require(bucket: string): Promise<void> {
      const isThere = await stat(join(directory, bucket)).catch((error: NodeJS.ErrnoException) => {
        if (error.code !== 'ENOENT') throw error;
      });
      if (!isThere && !known.has(bucket)) throw new S3Error('NoSuchBucket');
      known.add(bucket);
      if (isThere) return;
      await create(bucket);
      onRecreated(bucket);
    },
  };
}
