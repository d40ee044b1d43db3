// The calls of the suite in object-store-contract.ts, by what they are about.
import { randomUUID } from 'node:crypto';
import {
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import { expect, test } from '@jest/globals';
import { type ContractBucket, outcome } from './contract-bucket.ts';

/** What is put is what is got, once or more often. */
export function keepsObjects(bucket: ContractBucket): void {
  const { name: Bucket, put, get, listed } = bucket;

  test('keeps bytes, type, cache time and metadata', async () => {
    const bytes = Uint8Array.from({ length: 256 }, (_, byte) => byte);
    const more = { ContentType: 'image/jpeg', CacheControl: 'public, max-age=31536000', Metadata: { template: 'any' } };
    const { ETag } = await put('kept.jpg', bytes, more);
    const found = await bucket.s3.send(new GetObjectCommand({ Bucket, Key: 'kept.jpg' }));
    expect(await found.Body?.transformToByteArray()).toEqual(bytes);
    expect(found).toMatchObject({ ...more, ETag, ContentLength: 256 });
  });

  test('describes an object without sending it', async () => {
    await put('head.txt', 'abc', { ContentType: 'text/plain' });
    const found = await bucket.s3.send(new HeadObjectCommand({ Bucket, Key: 'head.txt' }));
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
    ['with scripts and spaces', '~x/ü ö/漢字.jpg'],
    ['with characters of URLs', 'a+b&c=d?e#f%41.jpg'],
    ['with characters of XML', 'quotes\'"<>.txt'],
    ['of 1,024 bytes', `${'k'.repeat(1020)}.jpg`],
  ])('keeps an object under a key %s', async (_, key) => {
    await put(key, key);
    expect((await get(key)).text).toBe(key);
    expect((await listed({ Prefix: key.slice(0, 4) })).Contents?.map(({ Key }) => Key)).toContain(key);
  });

  test('keeps an empty object', async () => {
    await put('empty', new Uint8Array());
    expect(await get('empty')).toMatchObject({ text: '', ContentLength: 0 });
  });
}

/** Ranges, conditions and what is missing. */
export function answersInPart(bucket: ContractBucket): void {
  const { name: Bucket, put, get } = bucket;

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

  test('answers 304 to a client that has the object already, and sends it to others', async () => {
    const { ETag } = await put('fresh.txt', 'fresh');
    expect(await outcome(get('fresh.txt', { IfNoneMatch: ETag }))).toMatch(/^304 /);
    expect((await get('fresh.txt', { IfNoneMatch: '"other"' })).text).toBe('fresh');
  });

  test('answers 404 for a missing object', async () => {
    expect(await outcome(get('missing.jpg'))).toBe('404 NoSuchKey');
    expect(await outcome(bucket.s3.send(new HeadObjectCommand({ Bucket, Key: 'missing.jpg' })))).toMatch(/^404 /);
  });

  test('answers 404 for a missing bucket', async () => {
    const absent = `absent-${randomUUID()}`;
    expect(await outcome(bucket.s3.send(new GetObjectCommand({ Bucket: absent, Key: 'x' })))).toBe('404 NoSuchBucket');
    expect(await outcome(bucket.s3.send(new PutObjectCommand({ Bucket: absent, Key: 'x', Body: 'x' })))).toBe('404 NoSuchBucket');
    expect(await outcome(bucket.s3.send(new HeadBucketCommand({ Bucket: absent })))).toMatch(/^404 /);
    expect(await outcome(bucket.s3.send(new HeadBucketCommand({ Bucket })))).toBe('done');
  });
}

/** Listings, a page at a time, and deletions. */
export function listsAndDeletes(bucket: ContractBucket): void {
  const { name: Bucket, put, get, listed } = bucket;

  test('deletes, and does not mind deleting twice', async () => {
    await put('gone.txt', 'x');
    for (const _ of [1, 2]) {
      const deleted = await bucket.s3.send(new DeleteObjectCommand({ Bucket, Key: 'gone.txt' }));
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
    const { Deleted, Errors = [] } = await bucket.s3.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects } }));
    expect([Deleted?.map(({ Key }) => Key).sort(), Errors]).toEqual([Objects.map(({ Key }) => Key).sort(), []]);
    expect((await listed({ Prefix: 'many/' })).Contents?.map(({ Key }) => Key)).toEqual(['many/d']);
  });
}

/** A deletion that is to be answered with what failed alone. */
export function deletesQuietly(bucket: ContractBucket): void {
  test('lists no object that was deleted quietly', async () => {
    await bucket.put('quiet/a', 'a');
    const { Deleted = [], Errors = [] } = await bucket.s3.send(
      new DeleteObjectsCommand({ Bucket: bucket.name, Delete: { Objects: [{ Key: 'quiet/a' }], Quiet: true } }),
    );
    expect([Deleted, Errors]).toEqual([[], []]);
    expect((await bucket.listed({ Prefix: 'quiet/' })).Contents ?? []).toEqual([]);
  });
}
