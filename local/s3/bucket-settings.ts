// Settings of a bucket: S3's document for each, kept and given back as it came. They change nothing of what this server does.
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { S3Error, type S3ErrorCode } from './errors.ts';

interface Setting {
  /** The root element of its document. */
  readonly root: string;
  /** What S3 answers while nobody has made it. */
  readonly missing: S3ErrorCode;
}

/** By the query that asks for them. */
const SETTINGS: Readonly<Record<string, Setting>> = {
  encryption: { root: 'ServerSideEncryptionConfiguration', missing: 'ServerSideEncryptionConfigurationNotFoundError' },
  publicAccessBlock: { root: 'PublicAccessBlockConfiguration', missing: 'NoSuchPublicAccessBlockConfiguration' },
};

/** A leading dot, so that no bucket can have the name. */
const FOLDER = '.settings';

/** The setting that a query asks for, if any. */
export function settingOf(query: ReadonlyMap<string, string>): string | undefined {
  return [...query.keys()].find((name) => Object.hasOwn(SETTINGS, name));
}

export function createBucketSettings(directory: string) {
  const fileOf = (bucket: string, name: string) => join(directory, FOLDER, `${bucket}.${name}.xml`);

  async function read(bucket: string, name: string): Promise<Buffer> {
    return readFile(fileOf(bucket, name)).catch((error: NodeJS.ErrnoException) => {
      throw error.code === 'ENOENT' ? new S3Error(SETTINGS[name]?.missing ?? 'NotImplemented') : error;
    });
  }

  async function write(bucket: string, name: string, document: Buffer): Promise<void> {
    if (!new RegExp(`^(<\\?xml[^>]*>\\s*)?<${SETTINGS[name]?.root}[ >]`).test(document.toString()))
      throw new S3Error('MalformedXML');
    await mkdir(join(directory, FOLDER), { recursive: true });
    await writeFile(fileOf(bucket, name), document);
  }

  return { read, write };
}

export type BucketSettings = ReturnType<typeof createBucketSettings>;
