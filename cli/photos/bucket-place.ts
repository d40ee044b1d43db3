// Photos in their bucket on AWS, for those who may read it: no API is needed, and no photo can be made this way.
import { GetObjectCommand, paginateListObjectsV2, S3Client } from '@aws-sdk/client-s3';
import { isPhotoId } from '../../card-schema/photo-id.ts';
import { createS3Photos } from '../../cloud/photos/adapters/s3-photos.ts';
import { PhotoError } from '../../cloud/photos/photo-error.ts';
import { recordKey, variantKey } from '../../cloud/photos/photo-keys.ts';
import type { PhotoRecord } from '../../cloud/photos/photo-record.ts';
import { removeStored } from '../../cloud/photos/remove-photo.ts';
import { createDeadline } from '../../edge/core/deadline.ts';
import { asked } from '../aws/aws.ts';
import { DEFAULT_REGION } from '../aws/deployment.ts';
import { clientSettings } from '../aws/settings.ts';
import { mapLimit } from '../pool/map-limit.ts';
import type { ListedPhoto } from './answers.ts';
import type { PhotoPlace } from './photo-place.ts';
import { unknownPhoto } from './unknown-photo.ts';

/** Records that are read at once. */
const MAX_AT_ONCE = 16;
const MAX_REMOVAL_MS = 60_000;

export function openBucketPlace(bucket: string, region = DEFAULT_REGION): PhotoPlace {
  const client = new S3Client(clientSettings(region));

  async function read(key: string): Promise<Uint8Array | undefined> {
    const object = new GetObjectCommand({ Bucket: bucket, Key: key });
    return asked(`S3, reading ${key} in ${bucket}`, bytesOf(client, object));
  }

  async function record(id: string): Promise<PhotoRecord | undefined> {
    const bytes = await read(recordKey(id));
    return bytes && (JSON.parse(Buffer.from(bytes).toString('utf8')) as PhotoRecord);
  }

  async function* ids(): AsyncGenerator<readonly { readonly id: string }[]> {
    const pages = paginateListObjectsV2({ client }, { Bucket: bucket, Prefix: 'photos/', Delimiter: '/' });
    for (let page = await next(bucket, pages); page; page = await next(bucket, pages)) {
      const found = (page.CommonPrefixes ?? []).map(({ Prefix = '' }) => Prefix.slice('photos/'.length, -1));
      yield found.filter(isPhotoId).map((id) => ({ id }));
    }
  }

  async function* list(): AsyncGenerator<readonly ListedPhoto[]> {
    for await (const page of ids()) {
      const records = mapLimit(page, { max: MAX_AT_ONCE, inOrder: true }, ({ id }) => record(id));
      const listed: ListedPhoto[] = [];
      // One without its record is still being made, or half removed.
      for await (const each of records) if (each) listed.push(each);
      yield listed;
    }
  }

  return {
    name: bucket,
    list,
    show: async (id) => (await record(id)) ?? Promise.reject(await unknownPhoto(bucket, id, ids)),
    read: async (id, { name }) => (await read(variantKey(id, name))) ?? Promise.reject(await unknownPhoto(bucket, id, ids)),
    remove: async (id) => ({ photo: id, objects: await removeFrom(client, bucket, id) }),
    close: () => client.destroy(),
  };
}

async function bytesOf(client: S3Client, object: GetObjectCommand): Promise<Uint8Array | undefined> {
  try {
    const { Body } = await client.send(object);
    return await Body?.transformToByteArray();
  } catch (error) {
    if (error instanceof Error && error.name === 'NoSuchKey') return undefined;
    throw error;
  }
}

async function next<T>(bucket: string, pages: AsyncGenerator<T, undefined>): Promise<T | undefined> {
  const { value } = await asked(`S3, listing ${bucket}`, pages.next());
  return value;
}

/** As the API removes it, with the mark that keeps a late worker from making it again. */
async function removeFrom(client: S3Client, bucket: string, id: string): Promise<number> {
  const store = createS3Photos({ client, inbox: '', bucket }); // no source is touched
  try {
    return await removeStored(id, store, createDeadline(MAX_REMOVAL_MS));
  } catch (error) {
    const cause = error instanceof PhotoError ? error.cause : error;
    return asked(`S3, removing photo:${id} from ${bucket}`, Promise.reject(cause ?? error));
  }
}
