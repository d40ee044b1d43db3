import { DeleteObjectCommand, GetObjectCommand, ListObjectsV2Command, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { LOCAL_BUCKET } from '../../local/stack/config.ts';

/** The pictures of cards in S3, seen past its fault proxy. */
export function storedPictures(client: S3Client) {
  const stored = async (): Promise<readonly string[]> => {
    const { Contents = [] } = await client.send(new ListObjectsV2Command({ Bucket: LOCAL_BUCKET }));
    return Contents.flatMap(({ Key = '' }) => (/^[0-9a-f]{12}\//.test(Key) ? Key : []));
  };
  return {
    stored,
    async get(key: string): Promise<Uint8Array> {
      const { Body } = await client.send(new GetObjectCommand({ Bucket: LOCAL_BUCKET, Key: key }));
      return (await Body?.transformToByteArray()) ?? new Uint8Array();
    },
    async put(key: string, jpeg: Uint8Array): Promise<void> {
      const about = { ContentType: 'image/jpeg', CacheControl: 'public, max-age=31536000' };
      await client.send(new PutObjectCommand({ Bucket: LOCAL_BUCKET, Key: key, Body: jpeg, ...about }));
    },
    async clear(): Promise<void> {
      for (const key of await stored()) await client.send(new DeleteObjectCommand({ Bucket: LOCAL_BUCKET, Key: key }));
    },
  };
}
