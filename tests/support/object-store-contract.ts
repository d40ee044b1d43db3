// What this project expects of S3, as a suite that runs against our own server and against a real one.
import { randomUUID } from 'node:crypto';
import {
  CreateBucketCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetBucketEncryptionCommand,
  GetObjectCommand,
  GetPublicAccessBlockCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  PutPublicAccessBlockCommand,
  S3Client,
  S3ServiceException,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';

export interface Store {
  readonly endpoint: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  close(): Promise<void>;
}

/** A client as the stack makes it; with another secret, as a stranger would. */
export function clientOf({ endpoint, accessKeyId, secretAccessKey }: Omit<Store, 'close'>, maxAttempts = 1): S3Client {
  return new S3Client({
    region: 'us-east-1',
    endpoint,
    forcePathStyle: true,
    credentials: { accessKeyId, secretAccessKey },
    maxAttempts,
  });
}

/** The error code and status of a refused call, or `done`. */
export async function outcome(call: Promise<unknown>): Promise<string> {
  try {
    await call;
    return 'done';
  } catch (error) {
    if (error instanceof S3ServiceException) return `${error.$metadata.httpStatusCode} ${error.name}`;
    throw error;
  }
}

export function describeObjectStore(name: string, open: () => Promise<Store>): void {
  describe(`${name}, as an object store`, () => {
    let store: Store;
    let s3: S3Client;
    const Bucket = `contract-${randomUUID()}`;
    const put = (Key: string, Body: string | Uint8Array, more: object = {}) =>
      s3.send(new PutObjectCommand({ Bucket, Key, Body, ...more }));
    const get = async (Key: string, more: object = {}) => {
      const found = await s3.send(new GetObjectCommand({ Bucket, Key, ...more }));
      return { ...found, text: (await found.Body?.transformToString()) ?? '' };
    };
    const listed = async (more: object = {}) => s3.send(new ListObjectsV2Command({ Bucket, ...more }));

    beforeAll(async () => {
      store = await open();
      s3 = clientOf(store);
      await s3.send(new CreateBucketCommand({ Bucket }));
    });
    afterAll(async () => {
      s3?.destroy();
      await store?.close();
    });

    test('keeps bytes, type, cache time and metadata', async () => {
      const bytes = Uint8Array.from({ length: 256 }, (_, byte) => byte);
      const more = { ContentType: 'image/jpeg', CacheControl: 'public, max-age=31536000', Metadata: { template: 'score' } };
      const { ETag } = await put('kept.jpg', bytes, more);
      const found = await s3.send(new GetObjectCommand({ Bucket, Key: 'kept.jpg' }));
      expect(await found.Body?.transformToByteArray()).toEqual(bytes);
      expect(found).toMatchObject({ ...more, ETag, ContentLength: 256 });
    });

    test('tells of an object without sending it', async () => {
      await put('head.txt', 'abc', { ContentType: 'text/plain' });
      const found = await s3.send(new HeadObjectCommand({ Bucket, Key: 'head.txt' }));
      expect(found).toMatchObject({ ContentLength: 3, ContentType: 'text/plain', AcceptRanges: 'bytes' });
      expect(Date.now() - Number(found.LastModified)).toBeLessThan(60_000);
    });

    test('replaces an object that is put again', async () => {
      await put('again.txt', 'first');
      await put('again.txt', 'second');
      expect((await get('again.txt')).text).toBe('second');
    });

    test('refuses to replace when the put is for a new object only', async () => {
      await put('once.txt', 'first', { IfNoneMatch: '*' });
      expect(await outcome(put('once.txt', 'second', { IfNoneMatch: '*' }))).toBe('412 PreconditionFailed');
      expect((await get('once.txt')).text).toBe('first');
    });

    test('lets exactly one of eight racing writers create an object', async () => {
      const outcomes = await Promise.all(
        Array.from({ length: 8 }, (_, at) => outcome(put('race.txt', `writer ${at}`, { IfNoneMatch: '*' }))),
      );
      expect([...outcomes].sort()).toEqual([...Array(7).fill('412 PreconditionFailed'), 'done']);
      expect((await get('race.txt')).text).toBe(`writer ${outcomes.indexOf('done')}`);
    });

    test.each([
      ['bytes=0-3', '0123', 'bytes 0-3/10'],
      ['bytes=7-', '789', 'bytes 7-9/10'],
      ['bytes=-2', '89', 'bytes 8-9/10'],
      ['bytes=5-99', '56789', 'bytes 5-9/10'],
    ])('sends the part %s', async (Range, text, ContentRange) => {
      await put('part.txt', '0123456789');
      const part = await get('part.txt', { Range });
      expect(part).toMatchObject({ text, ContentRange, ContentLength: text.length });
      expect(part.$metadata.httpStatusCode).toBe(206);
    });

    test('answers 416 to a range beyond the end', async () => {
      await put('short.txt', 'abc');
      expect(await outcome(get('short.txt', { Range: 'bytes=3-' }))).toBe('416 InvalidRange');
    });

    test('answers 304 to whoever has the object already, and sends it to others', async () => {
      const { ETag } = await put('fresh.txt', 'fresh');
      expect(await outcome(get('fresh.txt', { IfNoneMatch: ETag }))).toMatch(/^304 /);
      expect((await get('fresh.txt', { IfNoneMatch: '"other"' })).text).toBe('fresh');
    });

    test('answers 404 for a missing object', async () => {
      expect(await outcome(get('missing.jpg'))).toBe('404 NoSuchKey');
      expect(await outcome(s3.send(new HeadObjectCommand({ Bucket, Key: 'missing.jpg' })))).toMatch(/^404 /);
    });

    test('answers 404 for a missing bucket', async () => {
      const absent = `absent-${randomUUID()}`;
      expect(await outcome(s3.send(new GetObjectCommand({ Bucket: absent, Key: 'x' })))).toBe('404 NoSuchBucket');
      expect(await outcome(s3.send(new PutObjectCommand({ Bucket: absent, Key: 'x', Body: 'x' })))).toBe('404 NoSuchBucket');
      expect(await outcome(s3.send(new HeadBucketCommand({ Bucket: absent })))).toMatch(/^404 /);
      expect(await outcome(s3.send(new HeadBucketCommand({ Bucket })))).toBe('done');
    });

    test('deletes, and does not mind deleting twice', async () => {
      await put('gone.txt', 'x');
      for (const _ of [1, 2]) {
        const deleted = await s3.send(new DeleteObjectCommand({ Bucket, Key: 'gone.txt' }));
        expect(deleted.$metadata.httpStatusCode).toBe(204);
      }
      expect(await outcome(get('gone.txt'))).toBe('404 NoSuchKey');
      expect(await outcome(put('gone.txt', 'new', { IfNoneMatch: '*' }))).toBe('done');
    });

    test('lists by prefix, in order, a page at a time', async () => {
      const keys = ['list/a', 'list/b/1', 'list/b/2', 'list/c', 'listless'];
      for (const key of [...keys].reverse()) await put(key, key);
      const seen: (string | undefined)[] = [];
      let token: string | undefined;
      for (let page = 0; page < 4; page++) {
        const found = await listed({ Prefix: 'list/', MaxKeys: 2, ...(token ? { ContinuationToken: token } : {}) });
        seen.push(...(found.Contents ?? []).map(({ Key }) => Key));
        token = found.NextContinuationToken;
        expect(found.IsTruncated ?? false).toBe(token !== undefined);
        if (!token) break;
      }
      expect(seen).toEqual(keys.slice(0, 4));
      expect((await listed({ Prefix: 'list', StartAfter: 'list/b/2' })).Contents?.map(({ Key }) => Key)).toEqual([
        'list/c',
        'listless',
      ]);
      expect((await listed({ Prefix: 'nothing' })).Contents ?? []).toEqual([]);
    });

    test('lists folders instead of what is in them, a page at a time', async () => {
      for (const key of ['folders/b/1', 'folders/a/1', 'folders/a/2', 'folders/loose']) await put(key, key);
      const first = await listed({ Prefix: 'folders/', Delimiter: '/', MaxKeys: 1 });
      expect([first.CommonPrefixes, first.Contents ?? []]).toEqual([[{ Prefix: 'folders/a/' }], []]);
      const rest = await listed({ Prefix: 'folders/', Delimiter: '/', ContinuationToken: first.NextContinuationToken });
      expect(rest.CommonPrefixes).toEqual([{ Prefix: 'folders/b/' }]);
      expect(rest.Contents?.map(({ Key }) => Key)).toEqual(['folders/loose']);
    });

    test('deletes many at once, and does not mind those that are not there', async () => {
      for (const key of ['many/a', 'many/b&<c>', 'many/d']) await put(key, key);
      const Objects = ['many/a', 'many/b&<c>', 'many/absent'].map((Key) => ({ Key }));
      const { Deleted, Errors = [] } = await s3.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects } }));
      expect([Deleted?.map(({ Key }) => Key).sort(), Errors]).toEqual([Objects.map(({ Key }) => Key).sort(), []]);
      expect((await listed({ Prefix: 'many/' })).Contents?.map(({ Key }) => Key)).toEqual(['many/d']);
      const quiet = await s3.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects: [{ Key: 'many/d' }], Quiet: true } }));
      expect(quiet.Deleted ?? []).toEqual([]);
    });

    test.each([
      ['with scripts and spaces', '~x/ü ö/漢字.jpg'],
      ['with characters of URLs', 'a+b&c=d?e#f%41.jpg'],
      ['with characters of XML', 'quotes\'"<>.txt'],
      ['of 1,024 bytes', `${'k'.repeat(1020)}.jpg`],
    ])('keeps an object under a key %s', async (_, key) => {
      await put(key, key);
      expect((await get(key)).text).toBe(key);
      expect((await listed({ Prefix: key.slice(0, 4) })).Contents?.map(({ Key }) => Key)).toContain(key);
    });

    test('refuses a wrong secret, an unknown key and a stranger', async () => {
      const forged = clientOf({ ...store, secretAccessKey: 'wrong' });
      const unknown = clientOf({ ...store, accessKeyId: 'NOBODY' });
      const read = new GetObjectCommand({ Bucket, Key: 'kept.jpg' });
      expect(await outcome(forged.send(read))).toBe('403 SignatureDoesNotMatch');
      expect(await outcome(unknown.send(read))).toBe('403 InvalidAccessKeyId');
      const anonymous = await fetch(`${store.endpoint}/${Bucket}/kept.jpg`);
      expect(anonymous.status).toBe(403);
      expect(await anonymous.text()).toContain('<Code>AccessDenied</Code>');
      forged.destroy();
      unknown.destroy();
    });

    test('keeps an empty object', async () => {
      await put('empty', new Uint8Array());
      expect(await get('empty')).toMatchObject({ text: '', ContentLength: 0 });
    });

    test('keeps a bucket’s public access block', async () => {
      const PublicAccessBlockConfiguration = {
        BlockPublicAcls: true,
        IgnorePublicAcls: true,
        BlockPublicPolicy: true,
        RestrictPublicBuckets: false,
      };
      await s3.send(new PutPublicAccessBlockCommand({ Bucket, PublicAccessBlockConfiguration }));
      expect(await s3.send(new GetPublicAccessBlockCommand({ Bucket }))).toMatchObject({ PublicAccessBlockConfiguration });
    });

    test('has no settings of a bucket that is not there', async () => {
      const nowhere = new GetBucketEncryptionCommand({ Bucket: `nowhere-${randomUUID()}` });
      expect(await outcome(s3.send(nowhere))).toBe('404 NoSuchBucket');
    });
  });
}
