import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { CreateBucketCommand, DeleteObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { CACHE_CONTROL, FALLBACK_PATH } from '../../edge/core/answers.ts';
import { projectPath } from '../../project-path.ts';
import { type S3ServerOptions, startS3Server } from '../s3/server.ts';
import { CLOSED_SETTINGS } from './closed-settings.ts';
import { LOCAL_BUCKET, LOCAL_CREDENTIALS, LOCAL_REGION } from './config.ts';

export interface LocalStore {
  readonly endpoint: string;
  readonly bucket: string;
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
  readonly client: S3Client;
  close(): Promise<void>;
}

/** The embedded S3 server on a data folder, with the picture bucket in it. */
export async function openLocalStore(
  data: string,
  port: number,
  hooks: Pick<S3ServerOptions, 'onRequest' | 'onRecreated' | 'onObject' | 'corsOrigins'> = {},
): Promise<LocalStore> {
  const server = await startS3Server({
    directory: join(data, 's3'),
    port,
    ...LOCAL_CREDENTIALS,
    region: LOCAL_REGION,
    ...hooks,
  });
  const client = localClient(server.endpoint);
  await client.send(new CreateBucketCommand({ Bucket: LOCAL_BUCKET }));
  return {
    endpoint: server.endpoint,
    bucket: LOCAL_BUCKET,
    credentials: LOCAL_CREDENTIALS,
    client,
    async close() {
      client.destroy();
      await server.close();
    },
  };
}

export function localClient(
  endpoint: string,
  credentials: LocalStore['credentials'] = LOCAL_CREDENTIALS,
  settings: Partial<Record<'requestChecksumCalculation' | 'responseChecksumValidation', 'WHEN_REQUIRED'>> = {},
): S3Client {
  const client = new S3Client({
    ...CLOSED_SETTINGS,
    ...settings,
    region: LOCAL_REGION,
    endpoint,
    forcePathStyle: true,
    credentials: { ...credentials },
    maxAttempts: 2,
  });
  // It would send what stands in _X_AMZN_TRACE_ID, which Lambda sets and this machine may have from anywhere.
  client.middlewareStack.remove('recursionDetectionMiddleware');
  return client;
}

/** One that is not there is as good as removed. */
export async function removePicture({ client, bucket }: LocalStore, key: string): Promise<void> {
  await client.send(new DeleteObjectCommand({ Bucket: bucket, Key: key }));
}

/** Puts the objects that are not cards where the deployment puts them. */
export async function storeObjects({ client, bucket }: LocalStore): Promise<void> {
  const day = 'public, max-age=86400';
  const files = [
    ['infra/pictures/robots.txt', 'text/plain; charset=utf-8', day],
    ['infra/pictures/favicon.ico', 'image/x-icon', day],
    [`edge${FALLBACK_PATH}`, 'image/jpeg', CACHE_CONTROL.fallbackPage],
  ] as const;
  for (const [path, ContentType, CacheControl] of files) {
    const object = { Key: basename(path), Body: await readFile(projectPath(path)) };
    await client.send(new PutObjectCommand({ Bucket: bucket, ...object, ContentType, CacheControl }));
  }
}
