// The calls on a bucket: making it, listing its objects, deleting many of them.
import type { Actions, Call } from './call.ts';
import { deleteDocument, keysToDelete, listDocument } from './documents.ts';
import { S3Error } from './errors.ts';
import { compareKeys, type ObjectMetadata } from './objects.ts';

/** S3 lists and deletes no more at once (S3 API reference). */
const MAX_LIST_KEYS = 1000;

export const BUCKET_ACTIONS: Actions = {
  async PUT({ objects, bucket, response }) {
    await objects.createBucket(bucket);
    response.setHeader('location', `/${bucket}`).end();
  },
  async HEAD({ objects, bucket, response }) {
    await objects.requireBucket(bucket);
    response.end();
  },
  GET: listObjects,
  POST: deleteObjects,
};

async function listObjects({ objects, bucket, query, response }: Call): Promise<void> {
  await objects.requireBucket(bucket);
  if (query.get('list-type') !== '2') throw new S3Error('NotImplemented');
  const asked = query.get('max-keys') ?? String(MAX_LIST_KEYS);
  if (!/^\d{1,9}$/.test(asked)) throw new S3Error('InvalidArgument');
  const maxKeys = Math.min(Number(asked), MAX_LIST_KEYS);
  const prefix = query.get('prefix') ?? '';
  const token = query.get('continuation-token');
  const after = token === undefined ? (query.get('start-after') ?? '') : Buffer.from(token, 'base64url').toString();
  const found = await objects.list(bucket);
  const { folders, objects: loose } = rollUp(
    found.filter(({ key }) => key.startsWith(prefix)),
    prefix,
    query.get('delimiter'),
  );
  const rows = [
    ...folders.map((place) => ({ place, object: undefined })),
    ...loose.map((object) => ({ place: object.key, object })),
  ]
    .filter(({ place }) => compareKeys(place, after) > 0)
    .sort((a, b) => compareKeys(a.place, b.place));
  const page = rows.slice(0, maxKeys);
  const last = page.at(-1);
  const next = last && rows.length > page.length ? Buffer.from(last.place).toString('base64url') : undefined;
  const document = listDocument({
    bucket,
    prefix,
    maxKeys,
    objects: page.flatMap(({ object }) => object ?? []),
    folders: page.flatMap(({ place, object }) => (object ? [] : [place])),
    ...(next === undefined ? {} : { next }),
  });
  response.setHeader('content-type', 'application/xml').end(document);
}

/** With a delimiter, the keys that contain it after the prefix are listed as one common prefix, a folder. */
function rollUp(found: readonly ObjectMetadata[], prefix: string, delimiter = '') {
  const folderOf = ({ key }: ObjectMetadata) => {
    const end = delimiter === '' ? -1 : key.indexOf(delimiter, prefix.length);
    return end < 0 ? undefined : key.slice(0, end + delimiter.length);
  };
  return {
    folders: [...new Set(found.flatMap((object) => folderOf(object) ?? []))],
    objects: found.filter((object) => folderOf(object) === undefined),
  };
}

async function deleteObjects({ objects, bucket, query, upload, response }: Call): Promise<void> {
  if (!query.has('delete')) throw new S3Error('MethodNotAllowed');
  await objects.requireBucket(bucket);
  const { keys, quiet } = keysToDelete(upload.body.toString('utf8'));
  if (keys.length === 0 || keys.length > MAX_LIST_KEYS) throw new S3Error('MalformedXML');
  for (const key of keys) await objects.remove(bucket, key);
  response.setHeader('content-type', 'application/xml').end(deleteDocument(quiet ? [] : keys));
}
