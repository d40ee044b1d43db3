// How the local S3 server keeps objects: one file for each, under a folder for each bucket.
// A file begins with one line of JSON that describes the object; the bytes follow. So an object and its headers appear together.
import { createHash, randomUUID } from 'node:crypto';
import { type FileHandle, link, open, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createBuckets } from './buckets.ts';
import { S3Error } from './errors.ts';
import { makeFolder } from './make-folder.ts';

export interface ObjectMetadata {
  readonly key: string;
  readonly size: number;
  readonly etag: string;
  /** ISO 8601. */
  readonly modified: string;
  /** Content headers, metadata and checksums, given back as they came. */
  readonly headers: Readonly<Record<string, string>>;
}

export interface OpenObject {
  readonly metadata: ObjectMetadata;
  /** The file and where the bytes begin in it; the caller closes it. */
  readonly file: FileHandle;
  readonly offset: number;
}

/** S3 takes keys of 1,024 bytes and 2 KB of metadata; the line of JSON is never longer than this. */
const MAX_METADATA_LINE_BYTES = 32 * 1024;
/** Uploads in the making. A leading dot, so that no bucket can have the name. */
const INCOMING = '.incoming';
/** No upload to this machine's own disk takes a minute: what is older was left by a process that died. */
const ABANDONED_MS = 60_000;

export async function openObjects(directory: string, onRecreated?: (bucket: string) => void) {
  const incoming = join(directory, INCOMING);
  await makeFolder(incoming);
  await removeAbandoned(incoming);

  // A hash: no key, whatever its characters, can name a file outside the bucket's folder.
  const fileOf = (bucket: string, key: string) => join(directory, bucket, createHash('sha256').update(key).digest('hex'));

  const { create: createBucket, require: requireBucket } = createBuckets(directory, onRecreated);

  /** Stores an object whole or not at all. With `onlyNew` one of any number of writers wins, the others get PreconditionFailed. */
  async function put(bucket: string, metadata: ObjectMetadata, body: Buffer, onlyNew: boolean): Promise<void> {
    await requireBucket(bucket);
    const line = Buffer.from(`${JSON.stringify(metadata)}\n`);
    if (line.length > MAX_METADATA_LINE_BYTES) throw new S3Error('MetadataTooLarge');
    const bytes = Buffer.concat([line, body]);
    await makeFolder(incoming);
    await writeAtomically(fileOf(bucket, metadata.key), bytes, { by: join(incoming, randomUUID()), onlyNew });
  }

  async function find(bucket: string, key: string): Promise<OpenObject> {
    await requireBucket(bucket);
    const found = await openFile(fileOf(bucket, key));
    if (!found) throw new S3Error('NoSuchKey');
    return found;
  }

  async function remove(bucket: string, key: string): Promise<void> {
    await requireBucket(bucket);
    await rm(fileOf(bucket, key), { force: true });
  }

  /** Every object of a bucket, in S3's order: by the bytes of the key. */
  async function list(bucket: string): Promise<ObjectMetadata[]> {
    await requireBucket(bucket);
    const all: ObjectMetadata[] = [];
    for (const name of await readdir(join(directory, bucket))) {
      const found = await openFile(join(directory, bucket, name)); // undefined when it was deleted a moment ago
      await found?.file.close();
      if (found) all.push(found.metadata);
    }
    return all.sort((a, b) => compareKeys(a.key, b.key));
  }

  return {
    createBucket,
    requireBucket,
    put,
    find,
    remove,
    list,
    incoming: filesIn(incoming),
  };
}

/** What is not an object yet, and in no listing. */
function filesIn(folder: string) {
  return {
    async write(name: string, bytes: Buffer): Promise<void> {
      await makeFolder(folder);
      await writeFile(join(folder, name), bytes);
    },
    read: (name: string) => readFile(join(folder, name)),
    remove: (name: string) => rm(join(folder, name), { force: true }),
  };
}

export type Objects = Awaited<ReturnType<typeof openObjects>>;

async function writeAtomically(file: string, bytes: Buffer, { by, onlyNew }: { by: string; onlyNew: boolean }): Promise<void> {
  try {
    await writeFile(by, bytes);
    // The file system does both in one step: link() fails when the name is taken, rename() replaces the file.
    if (onlyNew) await link(by, file).catch(refuseTaken);
    else await rename(by, file);
  } finally {
    await rm(by, { force: true });
  }
}

export function compareKeys(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}

async function openFile(path: string): Promise<OpenObject | undefined> {
  const file = await open(path).catch(orUndefined('ENOENT'));
  if (!file) return undefined;
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(MAX_METADATA_LINE_BYTES), 0, MAX_METADATA_LINE_BYTES, 0);
    const end = buffer.subarray(0, bytesRead).indexOf('\n');
    // put() above wrote the line, and only whole files get a name in a bucket.
    return { metadata: JSON.parse(buffer.toString('utf8', 0, end)) as ObjectMetadata, file, offset: end + 1 };
  } catch (error) {
    await file.close();
    throw error;
  }
}

async function removeAbandoned(incoming: string): Promise<void> {
  for (const name of await readdir(incoming)) {
    const upload = join(incoming, name);
    const { mtimeMs } = (await stat(upload).catch(orUndefined('ENOENT'))) ?? { mtimeMs: 0 };
    if (Date.now() - mtimeMs > ABANDONED_MS) await rm(upload, { force: true });
  }
}

function refuseTaken(error: NodeJS.ErrnoException): never {
  throw error.code === 'EEXIST' ? new S3Error('PreconditionFailed') : error;
}

function orUndefined(code: string) {
  return (error: NodeJS.ErrnoException): undefined => {
    if (error.code !== code) throw error;
  };
}
