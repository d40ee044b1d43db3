import { Readable } from 'node:stream';
import { GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { describe, expect, test } from '@jest/globals';
import { outcome } from '../../support/contract-bucket.ts';
import { signedFetch } from './signed-requests.ts';
import { Bucket, s3, shareServer } from './started-server.ts';

shareServer();

const text = async (Key: string) => (await s3.send(new GetObjectCommand({ Bucket, Key }))).Body?.transformToString();
const put = (Key: string, Body: string, more: object = {}) => s3.send(new PutObjectCommand({ Bucket, Key, Body, ...more }));

const chunked = {
  'x-amz-content-sha256': 'STREAMING-UNSIGNED-PAYLOAD-TRAILER',
  'x-amz-trailer': 'x-amz-checksum-crc32',
  'x-amz-decoded-content-length': '5',
};

const sha256 = (hash: string) => ({ 'x-amz-content-sha256': hash });

describe('The local S3 server', () => {
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

  // Not in the contract: radosgw 16 does not look at these headers.
  test.each(['CRC32', 'CRC64NVME', 'SHA1', 'SHA256'])('refuses a %s that is not that of the bytes', async (algorithm) => {
    const wrong = { [`Checksum${algorithm}`]: 'AAAAAA==' };
    expect(await outcome(put('wrong', 'not what it says', wrong))).toBe('400 BadDigest');
    expect(await outcome(s3.send(new GetObjectCommand({ Bucket, Key: 'wrong' })))).toBe('404 NoSuchKey');
    await put('right', 'what it says', { ChecksumAlgorithm: algorithm });
    expect(await text('right')).toBe('what it says');
  });

  test('gives a checksum back to a client that asks for it, and none with a part', async () => {
    await put('sum', 'hello');
    const ask = { 'x-amz-checksum-mode': 'ENABLED' };
    expect((await signedFetch(`/${Bucket}/sum`, { signed: ask })).response.headers.get('x-amz-checksum-crc32')).toBe('NhCmhg==');
    expect((await signedFetch(`/${Bucket}/sum`)).response.headers.has('x-amz-checksum-crc32')).toBe(false);
    const part = await signedFetch(`/${Bucket}/sum`, { signed: ask, headers: { range: 'bytes=0-1' } });
    expect(part).toMatchObject({ outcome: '206 done', body: 'he' });
    expect(part.response.headers.has('x-amz-checksum-crc32')).toBe(false);
  });
});
