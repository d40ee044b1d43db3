import { describe, expect, test } from '@jest/globals';
import { requestOf, responseOf } from '../../support/local-cloudfront.ts';
import { answering, cacheOf, cf, openCloudFrontForEachTest, reopenCloudFront, textOf } from './cloudfront-of-test.ts';

openCloudFrontForEachTest();

const moveClock = (seconds: number) => {
  cf.state.now += seconds * 1000;
};

describe('The cache', () => {
  test('answers again from what it has, by the path alone, with its age', async () => {
    await cf.put('a', 'first', { CacheControl: 'max-age=60' });
    await cf.ask('/a?x=1');
    await cf.put('a', 'second');
    moveClock(42);
    const again = await cf.ask('/a?x=2', { headers: { accept: 'image/webp', cookie: 'x' } });
    expect([textOf(again), cacheOf(again), again.headers.age]).toEqual(['first', 'Hit from cloudfront', '42']);
    expect(cf.asked()).toEqual(['GET a 200']);
    expect(cacheOf(await cf.ask('/a/'))).toBe('Error from cloudfront');
  });

  test('can be emptied', async () => {
    await cf.put('a', 'first');
    await cf.ask('/a');
    cf.clearCache();
    expect(cacheOf(await cf.ask('/a'))).toBe('Miss from cloudfront');
  });

  test('asks S3 whether an expired answer still holds', async () => {
    await cf.put('a', 'kept', { CacheControl: 'max-age=60' });
    await cf.ask('/a');
    moveClock(61);
    const refreshed = await cf.ask('/a');
    expect([refreshed.status, textOf(refreshed), cacheOf(refreshed)]).toEqual([200, 'kept', 'RefreshHit from cloudfront']);
    expect(cf.asked()).toEqual(['GET a 200', 'GET a 304']);
    expect(cf.events.requests.map((event) => 'if-none-match' in requestOf(event).headers)).toEqual([false, true]);
    moveClock(59);
    expect(cacheOf(await cf.ask('/a'))).toBe('Hit from cloudfront');
  });

  test('takes over the headers that came with that word', async () => {
    await cf.put('a', 'kept', { CacheControl: 'max-age=60', ContentType: 'image/jpeg' });
    await cf.ask('/a');
    moveClock(61);
    cf.state.originResponse = async (event) => ({
      ...responseOf(event),
      headers: { ...responseOf(event).headers, 'x-card-status': [{ value: 'hit' }], 'cache-control': [{ value: 'max-age=5' }] },
    });
    expect((await cf.ask('/a')).headers).toMatchObject({
      'x-card-status': 'hit',
      'content-type': 'image/jpeg',
      'content-length': '4',
    });
    moveClock(6);
    expect(cacheOf(await cf.ask('/a'))).toBe('RefreshHit from cloudfront');
  });

  test('takes the new object when the old one does not hold any more', async () => {
    await cf.put('a', 'first', { CacheControl: 'max-age=60' });
    await cf.ask('/a');
    await cf.put('a', 'second');
    moveClock(61);
    const answer = await cf.ask('/a');
    expect([textOf(answer), cacheOf(answer)]).toEqual(['second', 'Miss from cloudfront']);
  });

  test('keeps a function’s answer for as long as the function says', async () => {
    cf.state.originResponse = answering('drawn', 'max-age=30');
    expect(cacheOf(await cf.ask('/card.jpg'))).toBe('Miss from cloudfront');
    expect(cacheOf(await cf.ask('/card.jpg'))).toBe('Hit from cloudfront');
    moveClock(31);
    expect(cacheOf(await cf.ask('/card.jpg'))).toBe('Miss from cloudfront');
    expect(cf.events.responses).toHaveLength(2);
  });

  test('keeps nothing that must not be stored', async () => {
    cf.state.originResponse = answering('drawn', 'no-store');
    for (const _ of [1, 2]) expect(cacheOf(await cf.ask('/card.jpg'))).toBe('Miss from cloudfront');
  });

  test('forgets an expired answer when the next one must not be stored', async () => {
    await cf.put('a', 'first', { CacheControl: 'max-age=60' });
    await cf.ask('/a');
    moveClock(61);
    cf.state.originResponse = answering('private', 'no-store');
    for (const _ of [1, 2]) await cf.ask('/a');
    expect(cf.events.requests.map((event) => 'if-none-match' in requestOf(event).headers)).toEqual([false, true, false]);
  });

  test('keeps an error for ten seconds', async () => {
    const first = await cf.ask('/missing');
    expect([first.status, cacheOf(first)]).toEqual([404, 'Error from cloudfront']);
    moveClock(9);
    expect(cacheOf(await cf.ask('/missing'))).toBe('Error from cloudfront');
    expect(cf.asked()).toHaveLength(1);
    moveClock(2);
    await cf.ask('/missing');
    expect(cf.asked()).toHaveLength(2);
  });

  test('serves an expired answer while S3 fails, and asks again ten seconds later', async () => {
    await cf.put('a', 'stale', { CacheControl: 'max-age=60' });
    await cf.ask('/a');
    await cf.stopS3();
    moveClock(61);
    for (const _ of [1, 2]) {
      const answer = await cf.ask('/a');
      expect([answer.status, textOf(answer)]).toEqual([200, 'stale']);
    }
    expect(cf.events.requests).toHaveLength(2);
    moveClock(11);
    await cf.ask('/a');
    expect(cf.events.requests).toHaveLength(3);
  });

  test('makes room when it is full', async () => {
    await reopenCloudFront({ cacheBytes: 20_000 });
    for (const key of ['a', 'b', 'c']) await cf.put(key, 'x'.repeat(6000));
    for (const path of ['/a', '/b', '/c']) await cf.ask(path);
    expect(cacheOf(await cf.ask('/c'))).toBe('Hit from cloudfront');
    expect(cacheOf(await cf.ask('/a'))).toBe('Miss from cloudfront');
  });
});
