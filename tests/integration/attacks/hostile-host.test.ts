import type { ServerResponse } from 'node:http';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { afterEach, describe, expect, test } from '@jest/globals';
import sharp from 'sharp';
import {
  answerWith,
  asked,
  countForbidden,
  fetchImage,
  redirectTo,
  refused,
  START,
  server,
  shareHostileHost,
} from '../../attacks/hostile-host.ts';
import { BOMBS } from '../../attacks/pixel-bombs.ts';

shareHostileHost();

describe('a hostile host gets no more than its share:', () => {
  const png = sharp({ create: { width: 8, height: 8, channels: 3, background: 'teal' } }).png();
  let sent = 0;
  const pour = (response: ServerResponse) => {
    const part = Buffer.alloc(65_536, 0xff);
    const pump = () => {
      while (!response.destroyed && response.write(part)) sent += part.length;
      if (!response.destroyed) response.once('drain', pump);
    };
    pump();
  };
  const drip = (response: ServerResponse, text: string) => {
    const timer = setInterval(() => response.socket?.write(text), 20);
    response.on('close', () => clearInterval(timer));
  };
  const HOSTILE_ANSWERS: Readonly<Record<string, (response: ServerResponse) => void>> = {
    'an endless body': (response) => pour(response),
    'a length of eight exabytes': (response) => {
      response.socket?.write('HTTP/1.1 200 OK\r\ncontent-length: 9223372036854775807\r\n\r\n');
      const part = Buffer.alloc(65_536);
      const pump = () => {
        const { socket } = response;
        while (socket && !socket.destroyed && socket.write(part)) sent += part.length;
        if (socket && !socket.destroyed) socket.once('drain', pump);
      };
      pump();
    },
    'more than the length that it gave': (response) =>
      response.socket?.end(`HTTP/1.1 200 OK\r\ncontent-length: 4\r\n\r\n\x89PNG${'x'.repeat(100_000)}`),
    'less than the length that it gave': (response) =>
      response.socket?.end('HTTP/1.1 200 OK\r\ncontent-length: 4000\r\n\r\n\x89PNG'),
    'a negative length': (response) => response.socket?.end('HTTP/1.1 200 OK\r\ncontent-length: -1\r\n\r\nx'),
    'two lengths': (response) => response.socket?.end('HTTP/1.1 200 OK\r\ncontent-length: 1\r\ncontent-length: 9\r\n\r\nx'),
    'a gzip bomb': (response) =>
      response
        .writeHead(200, { 'content-encoding': 'gzip', 'content-type': 'image/png' })
        .end(gzipSync(Buffer.alloc(50_000_000))),
    'a brotli bomb': (response) =>
      response.writeHead(200, { 'content-encoding': 'br' }).end(brotliCompressSync(Buffer.alloc(20_000_000))),
    'endless headers': (response) => {
      response.socket?.write('HTTP/1.1 200 OK\r\n');
      drip(response, `x-${'a'.repeat(5000)}: b\r\n`);
    },
    'headers, one letter at a time': (response) => drip(response, 'H'),
    'a body, one letter at a time': (response) => {
      response.writeHead(200).flushHeaders();
      drip(response, '1\r\nx\r\n');
    },
    'endless hints before the answer': (response) => drip(response, 'HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\n'),
    nothing: () => {},
    'a hang up': (response) => response.destroy(),
    'no HTTP': (response) => response.socket?.end('220 smtp.example.com ESMTP\r\n'),
    'another protocol': (response) => response.writeHead(101, { upgrade: 'websocket', connection: 'upgrade' }).end(),
    HTML: (response) =>
      response.writeHead(200, { 'content-type': 'image/png' }).end('<script>fetch("http://127.0.0.1")</script>'),
    'SVG with script': (response) =>
      response
        .writeHead(200, { 'content-type': 'image/svg+xml' })
        .end('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><script>fetch("http://127.0.0.1")</script></svg>'),
    'SVG behind a byte order mark': (response) => response.end('\ufeff<svg xmlns="http://www.w3.org/2000/svg"/>'),
    'compressed SVG': (response) => response.end(gzipSync('<svg xmlns="http://www.w3.org/2000/svg"/>')),
    PDF: (response) => response.end('%PDF-1.7'),
    MP4: (response) => response.end(Buffer.from('0000001c667479706d703432', 'hex')),
    TIFF: (response) => response.end(Buffer.from('49492a0008000000', 'hex')),
    ICO: (response) => response.end(Buffer.from('00000100010010100000', 'hex')),
    BMP: (response) => response.end(Buffer.from(`424d${'00'.repeat(60)}`, 'hex')),
    JSON: (response) => response.writeHead(200, { 'content-type': 'application/json' }).end('{"AccessKeyId":"AKIA"}'),
  };

  test.each(Object.keys(HOSTILE_ANSWERS))('%s', async (name) => {
    sent = 0;
    answerWith((_, response) => HOSTILE_ANSWERS[name]?.(response));
    const before = Date.now();
    await expect(fetchImage(START, { budgetMs: 700 })).rejects.toMatchObject(refused);
    // As long as the budget, and what a busy machine needs on top. Not a measurement.
    expect(Date.now() - before).toBeLessThan(5000);
    expect(sent).toBeLessThan(30_000_000);
    expect(countForbidden()).toEqual([]);
  });

  test.each(Object.keys(BOMBS))('%s', async (name) => {
    const bytes = await BOMBS[name]?.();
    answerWith((_, response) => response.writeHead(200, { 'content-type': 'image/png' }).end(bytes));
    await expect(fetchImage(START)).rejects.toMatchObject(refused);
    expect(countForbidden()).toEqual([]);
  });

  test('the time is for all redirects together', async () => {
    answerWith((_, response) => setTimeout(() => redirectTo('/again')(_, response), 250));
    await expect(fetchImage(START, { budgetMs: 600 })).rejects.toMatchObject(refused);
    expect(asked.length).toBeLessThan(4);
    expect(countForbidden()).toEqual([]);
  });

  afterEach(() => server.closeAllConnections());

  test('and an honest host is served, whatever type it claims', async () => {
    const bytes = await png.toBuffer();
    answerWith((_, response) => response.writeHead(200, { 'content-type': 'text/html' }).end(bytes));
    expect(await fetchImage(START)).toEqual({ bytes, type: 'image/png' });
  });
});
