import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type CardSiteReader, createCardSiteReader } from '../../../../edge/adapters/browser/card-site-reader.ts';

const PAGE =
  '<html><head><script type="module" src="/assets/a.js"></script><link rel="stylesheet" href="/assets/a.css"></head></html>';

let server: Server;
let origin: string;
let reader: CardSiteReader;
let asked: string[];
let answer: (request: IncomingMessage, response: ServerResponse) => void;

beforeEach(async () => {
  asked = [];
  answer = (_, response) => response.writeHead(200, { 'content-type': 'text/html' }).end(PAGE);
  server = createServer((request, response) => {
    asked.push(request.url ?? '');
    answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  reader = createCardSiteReader(origin);
});

afterEach(async () => {
  reader.closeConnections();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

describe('the reader of the card site', () => {
  test('gives status, headers and body as the site does, without what is about the connection', async () => {
    answer = (_, response) =>
      response.writeHead(302, { location: '/x', 'content-security-policy': "default-src 'self'" }).end('there');
    const { status, headers, body } = await reader.read(`${origin}/a`);
    expect([status, Buffer.from(body).toString()]).toEqual([302, 'there']);
    expect(headers).toContainEqual({ name: 'content-security-policy', value: "default-src 'self'" });
    expect(headers.map(({ name }) => name)).not.toEqual(expect.arrayContaining(['connection']));
    expect(headers.some(({ name }) => /transfer-encoding|content-length|keep-alive/.test(name))).toBe(false);
  });

  test.each([
    ['br', brotliCompressSync],
    ['gzip', gzipSync],
  ] as const)('reads what comes as %s', async (encoding, compress) => {
    answer = (request, response) => {
      expect(request.headers['accept-encoding']).toContain(encoding);
      response.writeHead(200, { 'content-encoding': encoding }).end(compress(PAGE));
    };
    const { headers, body } = await reader.read(`${origin}/a`);
    expect(Buffer.from(body).toString()).toBe(PAGE);
    expect(headers.some(({ name }) => name === 'content-encoding')).toBe(false);
  });

  test('reads a page ahead, with what it names, and each once', async () => {
    reader.readAhead(`${origin}/card?token=t`);
    for (let tries = 0; asked.length < 3 && tries < 200; tries++) await new Promise((resolve) => setTimeout(resolve, 5));
    for (const path of ['/card?token=t', '/assets/a.js', '/assets/a.css'])
      expect((await reader.read(origin + path)).status).toBe(200);
    expect(asked.sort()).toEqual(['/assets/a.css', '/assets/a.js', '/card?token=t']);
    await reader.read(`${origin}/assets/a.js`); // a second time it is read again
    expect(asked).toHaveLength(4);
  });

  test('names nothing further when the page is refused', async () => {
    answer = (_, response) => response.writeHead(403).end(PAGE);
    reader.readAhead(`${origin}/card`);
    expect((await reader.read(`${origin}/card`)).status).toBe(403);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(asked).toEqual(['/card']);
  });

  test.each<[string, (response: ServerResponse) => void]>([
    ['hangs up', (response) => response.destroy()],
    [
      'hangs up half-way',
      (response) => response.writeHead(200, { 'content-length': 100 }).write('half', () => response.destroy()),
    ],
    ['sends an encoding that nobody asked for', (response) => response.writeHead(200, { 'content-encoding': 'zstd' }).end('x')],
    ['sends a broken encoding', (response) => response.writeHead(200, { 'content-encoding': 'br' }).end('not brotli')],
    [
      'sends a small body that is a large one',
      (response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(Buffer.alloc(40_000_000))),
    ],
  ])('a site that %s is a CardError', async (_, misbehave) => {
    answer = (_request, response) => misbehave(response);
    await expect(reader.read(`${origin}/a`)).rejects.toMatchObject({ code: 'page_failed' });
  });

  test('ends what is under way when its connections are closed, and reads again after that', async () => {
    answer = () => {};
    const hanging = reader.read(`${origin}/slow`);
    for (let tries = 0; asked.length < 1 && tries < 200; tries++) await new Promise((resolve) => setTimeout(resolve, 5));
    reader.closeConnections();
    await expect(hanging).rejects.toMatchObject({ code: 'page_failed' });
    answer = (_, response) => response.end('again');
    expect(Buffer.from((await reader.read(`${origin}/slow`)).body).toString()).toBe('again');
  });
});
