import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { S3Client } from '@aws-sdk/client-s3';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { createRangeReader } from '../../../../edge/adapters/aws/s3-ranges.ts';
import type { FetchRange } from '../../../../edge/adapters/pack/fetch-chunks.ts';

const OBJECT = Buffer.from(Array.from({ length: 10_000 }, (_, at) => at % 251));

/** In front of an object: misbehaves for as many requests as there are faults, and then is well. */
let server: Server;
let faults: ((response: ServerResponse) => void)[];
let asked: (string | undefined)[];
let read: FetchRange;
let client: S3Client;

beforeEach(async () => {
  faults = [];
  asked = [];
  server = createServer((request, response) => {
    asked.push(request.headers.range);
    const fault = faults.shift();
    if (fault) return fault(response);
    const [, from = '0', to = '0'] = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? '') ?? [];
    const part = OBJECT.subarray(Number(from), Number(to) + 1);
    response.writeHead(206, { 'content-range': `bytes ${from}-${to}/${OBJECT.length}`, 'content-length': part.length }).end(part);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  client = new S3Client({
    region: 'eu-north-1',
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    forcePathStyle: true,
    credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
    maxAttempts: 1,
  });
  read = createRangeReader(client, 'pictures');
});

afterEach(async () => {
  client.destroy();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

const refuse = (status: number, code: string) => (response: ServerResponse) =>
  void response.writeHead(status, { 'content-type': 'application/xml' }).end(`<Error><Code>${code}</Code></Error>`);
const reset = (response: ServerResponse) => void response.destroy();
const cut = (response: ServerResponse) =>
  void response.writeHead(206, { 'content-length': 500 }).write(OBJECT.subarray(0, 20), () => response.destroy());
const short = (response: ServerResponse) => void response.writeHead(206, { 'content-length': 20 }).end(OBJECT.subarray(0, 20));
const stall = (response: ServerResponse) => void response.writeHead(206, { 'content-length': 500 }).write(OBJECT.subarray(0, 20));

describe('a range of an object', () => {
  test('is the bytes from the first to the last, both inclusive', async () => {
    expect(Buffer.from(await read('packs/x', 100, 199)).equals(OBJECT.subarray(100, 200))).toBe(true);
    expect(asked).toEqual(['bytes=100-199']);
  });

  test.each([
    ['a reset', [reset, reset]],
    ['SlowDown and InternalError', [refuse(503, 'SlowDown'), refuse(500, 'InternalError')]],
    ['a burst of 503', Array.from({ length: 5 }, () => refuse(503, 'SlowDown'))],
    ['a body that is cut off', [cut]],
    ['a body that is too short', [short]],
    ['a body that stands still', [stall]],
  ])('is tried again after %s', async (_, given) => {
    faults = [...given];
    expect(Buffer.from(await read('packs/x', 0, 499)).equals(OBJECT.subarray(0, 500))).toBe(true);
    expect(asked).toHaveLength(given.length + 1);
  });

  test('is given up after six attempts', async () => {
    faults = Array.from({ length: 9 }, () => reset);
    await expect(read('packs/x', 0, 9)).rejects.toMatchObject({ code: 'pack_failed' });
    expect(asked).toHaveLength(6);
  });

  test.each([
    [403, 'AccessDenied'],
    [404, 'NoSuchKey'],
  ])('is not asked for again after %d', async (status, code) => {
    faults = [refuse(status, code)];
    await expect(read('packs/x', 0, 9)).rejects.toMatchObject({
      code: 'pack_failed',
      message: expect.stringContaining('packs/x'),
    });
    expect(asked).toHaveLength(1);
  });
});
