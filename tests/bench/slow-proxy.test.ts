import { createServer } from 'node:http';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Listening, listen } from '../../local/http/listen.ts';
import { startSlowProxy } from './slow-proxy.ts';

const BYTES = 400_000;
let server: Listening;

beforeAll(async () => {
  server = await listen(
    createServer((_, response) => response.end(Buffer.alloc(BYTES, 'x'))),
    0,
  );
});
afterAll(() => server.close());

test('hands on every byte, no faster than its limit, several connections together', async () => {
  const proxy = await startSlowProxy({ to: new URL(server.origin), bytesPerSecond: 4_000_000, firstByteMs: 0 });
  const start = performance.now();
  const bodies = await Promise.all(Array.from({ length: 3 }, async () => (await fetch(proxy.origin)).arrayBuffer()));
  const ms = performance.now() - start;
  await proxy.close();
  expect(bodies.map(({ byteLength }) => byteLength)).toEqual([BYTES, BYTES, BYTES]);
  expect(ms).toBeGreaterThan(290);
  expect(ms).toBeLessThan(1500);
});

test('lets an answer begin after the time that S3 is away', async () => {
  const proxy = await startSlowProxy({ to: new URL(server.origin), bytesPerSecond: 1e12, firstByteMs: 60 });
  const start = performance.now();
  await (await fetch(proxy.origin)).arrayBuffer();
  expect(performance.now() - start).toBeGreaterThan(55);
  await proxy.close();
});
