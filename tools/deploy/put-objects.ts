// Brings files into a bucket; what is there already stays as it is.
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { HeadObjectCommand, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { mapLimit } from '../../cli/pool/map-limit.ts';
import type { Upload } from './packaged.ts';

export interface PendingUpload extends Upload {
  readonly bucketName: string;
  readonly body: Uint8Array;
  readonly sha256: string;
}

/** Few enough for a slow network: a pack has 20 MB. */
const MAX_UPLOADS = 6;

/** Those uploads whose object is missing or has other bytes, unless such an object is to stay. */
export async function pendingUploads(
  s3: S3Client,
  bucketNames: Readonly<Record<Upload['bucket'], string>>,
  uploads: readonly Upload[],
): Promise<readonly PendingUpload[]> {
  const compare = async (upload: Upload): Promise<readonly PendingUpload[]> => {
    const bucketName = bucketNames[upload.bucket];
    const body = await readFile(upload.file);
    // Not the ETag, which is not a hash of the content where KMS encrypts.
    const sha256 = createHash('sha256').update(body).digest('hex');
    const stored = await storedObject(s3, bucketName, upload.key);
    const stays = stored !== undefined && (upload.keeps === true || stored.sha256 === sha256);
    return stays ? [] : [{ ...upload, bucketName, body, sha256 }];
  };
  const pending: PendingUpload[] = [];
  for await (const found of mapLimit(uploads, { max: MAX_UPLOADS }, compare)) pending.push(...found);
  return pending.sort((a, b) => (a.key < b.key ? -1 : 1));
}

export async function putObjects(s3: S3Client, uploads: readonly PendingUpload[]): Promise<void> {
  const put = async ({ bucketName, key, body, sha256, contentType, cacheControl, keeps }: PendingUpload) =>
    s3
      .send(
        new PutObjectCommand({
          Bucket: bucketName,
          Key: key,
          Body: body,
          ContentType: contentType,
          CacheControl: cacheControl,
          Metadata: { sha256 },
          // Somebody may have made it since it was looked for.
          ...(keeps ? { IfNoneMatch: '*' } : {}),
        }),
      )
      .catch((error: unknown) => {
        if (!(keeps && error instanceof Error && error.name === 'PreconditionFailed')) throw error;
      });
  for await (const _ of mapLimit(uploads, { max: MAX_UPLOADS }, put));
}

async function storedObject(s3: S3Client, bucketName: string, key: string): Promise<{ readonly sha256?: string } | undefined> {
  try {
    const { Metadata } = await s3.send(new HeadObjectCommand({ Bucket: bucketName, Key: key }));
    // An object that was uploaded by other means has none, and is written again.
    const sha256 = Metadata?.['sha256'];
    return sha256 === undefined ? {} : { sha256 };
  } catch (error) {
    if (error instanceof Error && error.name === 'NotFound') return undefined;
    throw error;
  }
}
