import { expect, test } from '@jest/globals';
import { createCache } from '../../../local/cloudfront/cache.ts';
import { fc } from '../../support/fast-check.ts';

const entry = (bytes: number) => ({ answer: { status: 200, headers: {}, body: Buffer.alloc(bytes) }, storedMs: 0, expiresMs: 1 });
const KILOBYTE = 1024;

test('keeps what it was given, until it is replaced', () => {
  const cache = createCache();
  const one = entry(1);
  cache.set('/a', one);
  expect(cache.get('/a')).toBe(one);
  cache.remove('/a');
  expect(cache.get('/a')).toBeUndefined();
  cache.set('/a', one);
  cache.removeIf(() => true);
  expect(cache.get('/a')).toBeUndefined();
});

test('drops what was not asked for the longest when it is full', () => {
  const cache = createCache(100 * KILOBYTE);
  cache.set('/a', entry(40 * KILOBYTE));
  cache.set('/b', entry(40 * KILOBYTE));
  cache.get('/a');
  cache.set('/c', entry(40 * KILOBYTE));
  expect(['/a', '/b', '/c'].map((key) => cache.get(key) !== undefined)).toEqual([true, false, true]);
});

test('does not empty itself for an answer that cannot fit', () => {
  const cache = createCache(100 * KILOBYTE);
  cache.set('/a', entry(KILOBYTE));
  cache.set('/b', entry(200 * KILOBYTE));
  expect([cache.get('/a') !== undefined, cache.get('/b')]).toEqual([true, undefined]);
});

test('forgets an answer whose successor cannot fit', () => {
  const cache = createCache(100 * KILOBYTE);
  cache.set('/a', entry(KILOBYTE));
  cache.set('/a', entry(200 * KILOBYTE));
  expect(cache.get('/a')).toBeUndefined();
});

test('counts a replaced answer once and a cleared one not at all', () => {
  const cache = createCache(100 * KILOBYTE);
  cache.set('/kept', entry(KILOBYTE));
  for (let turn = 0; turn < 50; turn++) cache.set('/a', entry(40 * KILOBYTE));
  expect(cache.get('/kept')).toBeDefined();
  cache.removeIf(() => true);
  cache.set('/x', entry(40 * KILOBYTE));
  cache.set('/y', entry(40 * KILOBYTE));
  expect(cache.get('/x')).toBeDefined();
});

test('never holds more than its limit, whatever is stored', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.constantFrom(...'abcdefgh'), fc.nat(60 * KILOBYTE))), (stores) => {
      const cache = createCache(100 * KILOBYTE);
      for (const [key, bytes] of stores) cache.set(key, entry(bytes));
      const held = [...'abcdefgh'].map((key) => cache.get(key)?.answer.body.length ?? 0).reduce((sum, bytes) => sum + bytes, 0);
      expect(held).toBeLessThanOrEqual(100 * KILOBYTE);
    }),
  );
});
