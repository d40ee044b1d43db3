import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import { fetchImage, HOST, picture, refusal, routes, shareImageHost } from './image-host.ts';

shareImageHost();

describe('an answer with an encoding that was not asked for', () => {
  const answer = (encoding: string, body: Uint8Array) =>
    routes.set('/encoded', (_, response) => response.writeHead(200, { 'content-encoding': encoding }).end(body));

  test.each<[string, (bytes: Buffer) => Uint8Array]>([
    ['gzip', gzipSync],
    ['GZIP', gzipSync],
    ['x-gzip', gzipSync],
    ['identity, gzip', gzipSync],
    ['br', brotliCompressSync],
    ['deflate', deflateSync],
    ['deflate', deflateRawSync],
    ['identity', (bytes) => bytes],
    ['', (bytes) => bytes],
    ['aws-chunked', (bytes) => bytes],
    ['utf-8', (bytes) => bytes],
  ])('is read: %s', async (encoding, encode) => {
    const bytes = await picture('jpeg');
    answer(encoding, encode(bytes));
    expect(await fetchImage(`${HOST}/encoded`)).toEqual({ bytes, type: 'image/jpeg' });
  });

  test.each<[string, string, (bytes: Buffer) => Uint8Array, RegExp]>([
    ['cut short', 'gzip', (bytes) => gzipSync(bytes).subarray(0, -20), /sends gzip that is not whole or not right/],
    ['cut in half', 'br', (bytes) => brotliCompressSync(bytes).subarray(0, 100), /sends br that is not whole or not right/],
    ['not what it says', 'gzip', (bytes) => bytes, /sends gzip that is not whole or not right/],
    ['a bomb', 'gzip', () => gzipSync(Buffer.alloc(10_000_001)), /sends more than 10000000 bytes/],
    ['a bomb of brotli', 'br', () => brotliCompressSync(Buffer.alloc(10_000_001)), /sends more than 10000000 bytes/],
    ['compressed twice', 'gzip, gzip', (bytes) => gzipSync(gzipSync(bytes)), /compresses its image more than once/],
    ['half an image, compressed whole', 'gzip', (bytes) => gzipSync(bytes.subarray(0, bytes.length >> 1)), /it ends early/],
  ])('is refused when it is %s', async (_, encoding, encode, message) => {
    answer(encoding, encode(await picture('jpeg', 64, 64)));
    await expect(fetchImage(`${HOST}/encoded`)).rejects.toMatchObject(refusal(message));
  });
});

describe('an image that is cut short on its way is refused', () => {
  const head = 'HTTP/1.1 200 OK\r\ncontent-type: image/jpeg\r\n';
  test.each<[string, (bytes: Buffer) => readonly (string | Buffer)[], RegExp]>([
    ['with a length', (bytes) => [`${head}content-length: ${bytes.length}\r\n\r\n`], /ends before the image does/],
    ['without a length', () => [`${head}connection: close\r\n\r\n`], /it ends early/],
    ['of HTTP 1.0', () => ['HTTP/1.0 200 OK\r\n\r\n'], /it ends early/],
    [
      'in chunks',
      (bytes) => [`${head}transfer-encoding: chunked\r\n\r\n${bytes.length.toString(16)}\r\n`],
      /ends before the image does/,
    ],
    [
      'with a length that is that of the half',
      (bytes) => [`${head}content-length: ${bytes.length >> 1}\r\n\r\n`],
      /it ends early/,
    ],
  ])('%s', async (_, headOf, message) => {
    const bytes = await picture('jpeg', 64, 64);
    routes.set('/cut', ({ socket }) => {
      for (const part of headOf(bytes)) socket.write(part);
      socket.end(bytes.subarray(0, bytes.length >> 1));
    });
    await expect(fetchImage(`${HOST}/cut`)).rejects.toMatchObject(refusal(message));
  });

  test('between two chunks, though the image itself is whole', async () => {
    const bytes = await picture('jpeg');
    routes.set('/cut', ({ socket }) => {
      socket.write(`${head}transfer-encoding: chunked\r\n\r\n${bytes.length.toString(16)}\r\n`);
      socket.write(bytes);
      socket.end('\r\n');
    });
    await expect(fetchImage(`${HOST}/cut`)).rejects.toMatchObject(refusal(/ends before the image does/));
  });
});
