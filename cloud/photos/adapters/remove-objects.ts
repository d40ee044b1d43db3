import { DeleteObjectsCommand, paginateListObjectsV2, type S3Client } from '@aws-sdk/client-s3';

interface Place {
  readonly client: S3Client;
  readonly bucket: string;
}

/**
 * Deletes every object whose key begins so, or with `until` those stored up to the second of that time, and says how many there were. Throws at
 * the first that S3 keeps.
 */
export async function removeObjects(place: Place, Prefix: string, abortSignal: AbortSignal, until?: Date): Promise<number> {
  const { client, bucket: Bucket } = place;
  let removed = 0;
  // The next page begins after the last key of this one, so that it does not matter that they are gone.
  for await (const { Contents = [] } of paginateListObjectsV2({ client }, { Bucket, Prefix }, { abortSignal })) {
    const Objects = Contents.filter(({ LastModified }) => isUpTo(until, LastModified)).map(({ Key }) => ({ Key }));
    if (Objects.length === 0) continue;
    const command = new DeleteObjectsCommand({ Bucket, Delete: { Objects, Quiet: true } });
    const { Errors: [refused] = [] } = await client.send(command, { abortSignal });
    if (refused) throw new Error(`S3 keeps ${refused.Key} (${refused.Code}).`);
    removed += Objects.length;
  }
  return removed;
}

/** Listings have milliseconds, answers about one object have whole seconds. */
function isUpTo(until: Date | undefined, stored = new Date(0)): boolean {
  return until === undefined || Math.floor(stored.getTime() / 1000) <= Math.floor(until.getTime() / 1000);
}
