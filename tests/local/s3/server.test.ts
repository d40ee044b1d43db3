import { readdir, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { CreateBucketCommand, GetObjectCommand, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { AwsV4Signer } from 'aws4fetch';
import { type FinishedRequest, type S3Server, startS3Server } from '../../../local/s3/server.ts';
import { clientOf, describeObjectStore, outcome } from '../../support/object-store-contract.ts';
import { ask } from '../../support/raw-request.ts';
import { realS3 } from '../../support/real-s3.ts';
import { type TemporaryFolder, temporaryFolder } from '../../support/temporary-folder.ts';

const credentials = { accessKeyId: 'LOCALKEY', secretAccessKey: 'local-secret' };

describeObjectStore('The local S3 server', async () => {
  const directory = await temporaryFolder('s3');
  const server = await startS3Server({ directory: directory.path, port: 0, ...credentials });
  return {
    ...server,
    ...credentials,
    async close() {
      await server.close();
      await directory.remove();
    },
  };
});

const real = realS3();
if (real) describeObjectStore('A real S3 server', async () => ({ ...real, close: async () => {} }));

describe('The local S3 server', () => {
  let directory: TemporaryFolder;
  let server: S3Server;
  let s3: S3Client;
  let finished: FinishedRequest[];
  const Bucket = 'cards';

  const start = async () => {
    server = await startS3Server({ directory: directory.path, port: 0, ...credentials, onRequest: (one) => finished.push(one) });
    s3 = clientOf({ ...server, ...credentials });
  };
  const stop = async () => {
    s3.destroy();
    await server.close();
  };
  const text = async (Key: string) => (await s3.send(new GetObjectCommand({ Bucket, Key }))).Body?.transformToString();
  const put = (Key: string, Body: string, more: object = {}) => s3.send(new PutObjectCommand({ Bucket, Key, Body, ...more }));

  /** A request signed by another implementation than ours, and then changed. */
  const signedFetch = async (
    path: string,
    { at = Date.now(), signed = {}, ...init }: RequestInit & { at?: number; signed?: object } = {},
  ) => {
    const datetime = new Date(at).toISOString().replace(/[:-]|\.\d{3}/g, '');
    const signer = new AwsV4Signer({
      url: `${server.endpoint}${path}`,
      method: init.method ?? 'GET',
      service: 's3',
      region: 'us-east-1',
      datetime,
      headers: { ...signed },
      ...credentials,
    });
    const { url, method, headers } = await signer.sign();
    for (const [name, value] of Object.entries((init.headers as Record<string, string>) ?? {})) headers.set(name, value);
    const response = await fetch(url, { ...init, method, headers });
    const body = await response.text();
    return { response, body, outcome: `${response.status} ${/<Code>(\w+)</.exec(body)?.[1] ?? 'done'}` };
  };

  beforeEach(async () => {
    directory = await temporaryFolder('s3');
    finished = [];
    await start();
    await s3.send(new CreateBucketCommand({ Bucket }));
  });
  afterEach(async () => {
    await stop();
    await directory.remove();
  });

  test('listens on this machine only', () => {
    expect(server.endpoint).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  });

  test('refuses to start on a port that is taken', async () => {
    const port = Number(new URL(server.endpoint).port);
    await expect(startS3Server({ directory: directory.path, port, ...credentials })).rejects.toThrow('EADDRINUSE');
  });

  test('has its objects after a restart', async () => {
    await put('a/b.jpg', 'kept', { ContentType: 'image/jpeg', CacheControl: 'max-age=1' });
    await stop();
    await start();
    expect(await s3.send(new GetObjectCommand({ Bucket, Key: 'a/b.jpg' }))).toMatchObject({
      ContentType: 'image/jpeg',
      CacheControl: 'max-age=1',
    });
    expect(await text('a/b.jpg')).toBe('kept');
  });

  test.each(['../../escape', 'a/../../b', '.', '..', 'con:aux', 'x\\y', '/leading', 'double//slash'])(
    'takes the key %s without making it a file name',
    async (key) => {
      const sent = await signedRaw(key, 'PUT');
      expect(sent).toBe(200);
      expect(await readdir(join(directory.path, Bucket))).toEqual([expect.stringMatching(/^[0-9a-f]{64}$/)]);
      expect((await readdir(directory.path)).sort()).toEqual(['.incoming', Bucket]);
      expect(await signedRaw(key, 'GET')).toBe(200);
    },
  );

  // fetch and the SDK tidy such paths up before they send them; this does not.
  const signedRaw = async (key: string, method: string): Promise<number | undefined> => {
    const { signRequest } = await import('../../../local/s3/signature.ts');
    const target = `/${Bucket}/${key.split('/').map(encodeURIComponent).join('/')}`;
    const { host } = new URL(server.endpoint);
    const headers = { host };
    const added = signRequest({ method, target, headers }, { ...credentials, region: 'us-east-1' }, Date.now());
    return (await ask(server.endpoint, target, { method, headers: { ...headers, ...added } })).status;
  };

  test.each(['UPPER', 'a', '.incoming', 'a..b', '%2e%2e', '-a-'])('refuses the bucket name %s', async (bucket) => {
    expect((await signedFetch(`/${bucket}`, { method: 'PUT' })).outcome).toMatch(
      /^(400|403) (InvalidBucketName|SignatureDoesNotMatch|MethodNotAllowed)/,
    );
    expect((await readdir(directory.path)).sort()).toEqual(['.incoming', Bucket]);
  });

  test('ignores what a killed process left behind, and removes it at the next start', async () => {
    const left = join(directory.path, '.incoming', 'half');
    await writeFile(left, '{"key":"half"');
    expect((await signedFetch(`/${Bucket}?list-type=2`)).body).toContain('<KeyCount>0</KeyCount>');
    await stop();
    await start();
    expect(await readdir(join(directory.path, '.incoming'))).toEqual(['half']); // it may be another process's, at work right now
    const minutesAgo = Date.now() / 1000 - 120;
    await utimes(left, minutesAgo, minutesAgo);
    await stop();
    await start();
    expect(await readdir(join(directory.path, '.incoming'))).toEqual([]);
  });

  test('takes a stream in chunks, without its framing, and checks the checksum at its end', async () => {
    const streamed = {
      Bucket,
      Key: 'stream',
      Body: Readable.from([Buffer.from('hello,'), Buffer.from(' stream')]),
      ContentLength: 13,
    };
    await s3.send(new PutObjectCommand(streamed));
    const found = await s3.send(new GetObjectCommand({ Bucket, Key: 'stream' }));
    expect(await found.Body?.transformToString()).toBe('hello, stream');
    expect(found.ContentEncoding).toBeUndefined();
  });

  test('keeps an encoding that is the object’s own', async () => {
    await put('zipped', 'not really', { ContentEncoding: 'gzip' });
    const { ContentEncoding } = await s3.send(new GetObjectCommand({ Bucket, Key: 'zipped' }));
    expect(ContentEncoding).toBe('gzip');
  });

  const chunked = {
    'x-amz-content-sha256': 'STREAMING-UNSIGNED-PAYLOAD-TRAILER',
    'x-amz-trailer': 'x-amz-checksum-crc32',
    'x-amz-decoded-content-length': '5',
  };
  test.each([
    ['right', '5\r\nhello\r\n0\r\nx-amz-checksum-crc32:NhCmhg==\r\n\r\n', '200 done'],
    ['in two parts', '2\r\nhe\r\n3\r\nllo\r\n0\r\n\r\n', '200 done'],
    ['with a wrong checksum', '5\r\nhello\r\n0\r\nx-amz-checksum-crc32:AAAAAA==\r\n\r\n', '400 BadDigest'],
    ['of another length', '4\r\nhell\r\n0\r\n\r\n', '400 IncompleteBody'],
    ['without an end', '5\r\nhello\r\n', '400 IncompleteBody'],
    ['longer than its size says', '3\r\nhello\r\n0\r\n\r\n', '400 IncompleteBody'],
    ['without sizes', 'hello', '400 IncompleteBody'],
  ])('reads chunks that are %s', async (_, body, expected) => {
    expect((await signedFetch(`/${Bucket}/chunks`, { method: 'PUT', body, signed: chunked })).outcome).toBe(expected);
  });

  const sha256 = (hash: string) => ({ 'x-amz-content-sha256': hash });
  test.each([
    ['a hash of other bytes', { signed: sha256('0'.repeat(64)), body: 'hello' }, '400 XAmzContentSHA256Mismatch'],
    ['chunks signed one by one', { signed: sha256('STREAMING-AWS4-HMAC-SHA256-PAYLOAD'), body: 'x' }, '501 NotImplemented'],
    ['an MD5 of other bytes', { headers: { 'content-md5': 'AAAA' }, body: 'hello' }, '400 BadDigest'],
    ['a checksum we cannot compute', { signed: { 'x-amz-checksum-crc32c': 'AAAAAA==' }, body: 'x' }, '501 NotImplemented'],
    ['a condition on an older version', { headers: { 'if-match': '"x"' }, body: 'x' }, '501 NotImplemented'],
    ['a condition other than *', { headers: { 'if-none-match': '"x"' }, body: 'x' }, '501 NotImplemented'],
    ['a copy', { signed: { 'x-amz-copy-source': '/cards/a' } }, '501 NotImplemented'],
    ['too much metadata', { signed: { 'x-amz-meta-a': 'x'.repeat(2048) }, body: 'x' }, '400 MetadataTooLarge'],
  ])('refuses an upload with %s', async (_, init, expected) => {
    expect((await signedFetch(`/${Bucket}/refused`, { method: 'PUT', ...init })).outcome).toBe(expected);
    expect((await signedFetch(`/${Bucket}/refused`)).outcome).toBe('404 NoSuchKey');
  });

  test('refuses keys of more than 1,024 bytes', async () => {
    expect(await outcome(put('ü'.repeat(513), 'x'))).toBe('400 KeyTooLongError');
  });

  test.each([
    ['16 minutes ago', -16 * 60_000, '403 RequestTimeTooSkewed'],
    ['16 minutes ahead', 16 * 60_000, '403 RequestTimeTooSkewed'],
    ['14 minutes ago', -14 * 60_000, '200 done'],
  ])('answers a request signed %s', async (_, offset, expected) => {
    await put('clock', 'x');
    expect((await signedFetch(`/${Bucket}/clock`, { at: Date.now() + offset })).outcome).toBe(expected);
  });

  test.each([
    ['an x-amz- header that nobody signed', { headers: { 'x-amz-checksum-mode': 'ENABLED' } }, '403 AccessDenied'],
    ['another hash than was signed', { headers: { 'x-amz-content-sha256': 'e'.repeat(64) } }, '403 SignatureDoesNotMatch'],
    ['a date of another day', { headers: { 'x-amz-date': '20200101T000000Z' } }, '400 AuthorizationHeaderMalformed'],
    ['another scheme', { headers: { authorization: 'Basic eDp5' } }, '403 AccessDenied'],
  ])('refuses a request with %s', async (_, init, expected) => {
    await put('guarded', 'x');
    expect((await signedFetch(`/${Bucket}/guarded`, init)).outcome).toBe(expected);
  });

  test('refuses a signature for another Region', async () => {
    const elsewhere = await startS3Server({ directory: directory.path, port: 0, ...credentials, region: 'eu-central-1' });
    const client = clientOf({ ...elsewhere, ...credentials });
    const refused = await outcome(client.send(new GetObjectCommand({ Bucket, Key: 'x' }))).finally(() => elsewhere.close());
    client.destroy();
    expect(refused).toBe('400 AuthorizationHeaderMalformed');
  });

  test('sends its errors in chunks, without a length, and none to HEAD', async () => {
    const { response } = await signedFetch(`/${Bucket}/missing`);
    expect(response.headers.get('transfer-encoding')).toBe('chunked');
    expect(response.headers.has('content-length')).toBe(false);
    expect(response.headers.get('content-type')).toBe('application/xml');
    const head = await signedFetch(`/${Bucket}/missing`, { method: 'HEAD' });
    expect(head.response.status).toBe(404);
    expect(head.response.headers.has('transfer-encoding')).toBe(false);
  });

  test.each([
    ['POST', `/${Bucket}/x`, '405 MethodNotAllowed'],
    ['DELETE', `/${Bucket}`, '405 MethodNotAllowed'],
    ['GET', `/${Bucket}?acl`, '501 NotImplemented'],
    ['GET', `/${Bucket}`, '501 NotImplemented'],
    ['GET', `/${Bucket}?list-type=2&max-keys=-1`, '400 InvalidArgument'],
    ['GET', `/${Bucket}/x?versionId=1`, '501 NotImplemented'],
  ])('refuses %s %s instead of doing something else', async (method, path, expected) => {
    expect((await signedFetch(path, { method })).outcome).toBe(expected);
  });

  test('answers a malformed address instead of falling over', async () => {
    const { response } = await signedFetch(`/${Bucket}/%zz`);
    expect(response.status).toBe(400);
    await put('after', 'still here');
    expect(await text('after')).toBe('still here');
  });

  test('tells of every finished request', async () => {
    finished.length = 0;
    await put('told.jpg', 'x', { IfNoneMatch: '*' });
    await outcome(put('told.jpg', 'x', { IfNoneMatch: '*' }));
    await fetch(`${server.endpoint}/cards/told.jpg`).then((response) => response.text());
    expect(finished).toEqual([
      { method: 'PUT', bucket: 'cards', key: 'told.jpg', status: 200 },
      { method: 'PUT', bucket: 'cards', key: 'told.jpg', status: 412 },
      { method: 'GET', bucket: 'cards', key: 'told.jpg', status: 403 },
    ]);
  });

  // Not in the contract: radosgw 16 does not look at these headers.
  test.each(['CRC32', 'SHA1', 'SHA256'])('refuses a %s that is not that of the bytes', async (algorithm) => {
    const wrong = { [`Checksum${algorithm}`]: 'AAAAAA==' };
    expect(await outcome(put('wrong', 'not what it says', wrong))).toBe('400 BadDigest');
    expect(await outcome(s3.send(new GetObjectCommand({ Bucket, Key: 'wrong' })))).toBe('404 NoSuchKey');
    await put('right', 'what it says', { ChecksumAlgorithm: algorithm });
    expect(await text('right')).toBe('what it says');
  });

  test('gives a checksum back to whoever asks for it, and none with a part', async () => {
    await put('sum', 'hello');
    const ask = { 'x-amz-checksum-mode': 'ENABLED' };
    expect((await signedFetch(`/${Bucket}/sum`, { signed: ask })).response.headers.get('x-amz-checksum-crc32')).toBe('NhCmhg==');
    expect((await signedFetch(`/${Bucket}/sum`)).response.headers.has('x-amz-checksum-crc32')).toBe(false);
    const part = await signedFetch(`/${Bucket}/sum`, { signed: ask, headers: { range: 'bytes=0-1' } });
    expect(part).toMatchObject({ outcome: '206 done', body: 'he' });
    expect(part.response.headers.has('x-amz-checksum-crc32')).toBe(false);
  });
});
