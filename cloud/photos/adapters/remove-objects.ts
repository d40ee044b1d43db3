import { DeleteObjectsCommand, ListObjectsV2Command, type S3Client } from '@aws-sdk/client-s3';

interface Place {
  readonly client: S3Client;
  readonly bucket: string;
}

/** Deletes every object whose key begins so, and says how many there were. Throws at the first that S3 keeps. */
export async function removeObjects({ client, bucket }: Place, Prefix: string, abortSignal: AbortSignal): Promise<number> {
  let removed = 0;
  for (;;) {
    // Always from the beginning, because what was listed before is gone.
    const { Contents = [] } = await client.send(new ListObjectsV2Command({ Bucket: bucket, Prefix }), { abortSignal });
    if (Contents.length === 0) return removed;
    const Objects = Contents.map(({ Key }) => ({ Key }));
    const command = new DeleteObjectsCommand({ Bucket: bucket, Delete: { Objects, Quiet: true } });
    const { Errors: [refused] = [] } = await client.send(command, { abortSignal });
    if (refused) throw new Error(`S3 keeps ${refused.Key} (${refused.Code}).`);
    removed += Contents.length;
  }
}
