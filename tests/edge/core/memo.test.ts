import { describe, expect, test } from '@jest/globals';
import { makeOnce, memoizeLast, singleFlight } from '../../../edge/core/memo.ts';

describe('memos', () => {
  test('memoizeLast makes a new value only for another key', () => {
    let made = 0;
    const get = memoizeLast(
      (key: string) => key,
      () => ++made,
    );
    expect([get('a'), get('a'), get('b'), get('a')]).toEqual([1, 1, 2, 3]);
  });

  test('memoizeLast forgets a promise that fails', async () => {
    let tries = 0;
    const get = memoizeLast(
      (key: string) => key,
      async () => {
        if (++tries === 1) throw new Error('no luck');
        return tries;
      },
    );
    await expect(get('a')).rejects.toThrow('no luck');
    expect([await get('a'), await get('a')]).toEqual([2, 2]);
  });

  test('makeOnce makes one value, when it is first asked for, and forgets a promise that fails', async () => {
    let tries = 0;
    const get = makeOnce(async () => {
      if (++tries === 1) throw new Error('no luck');
      return tries;
    });
    expect(tries).toBe(0);
    await expect(get()).rejects.toThrow('no luck');
    expect([await get(), await get()]).toEqual([2, 2]);
  });

  test('memoizeLast keeps a newer value when an older promise fails', async () => {
    let made = 0;
    const get = memoizeLast(
      (key: string) => key,
      async (key) => {
        made++;
        await Promise.resolve();
        if (key === 'bad') throw new Error('no luck');
        return key;
      },
    );
    const bad = get('bad');
    const good = get('good');
    await expect(bad).rejects.toThrow('no luck');
    expect(get('good')).toBe(good);
    expect(made).toBe(2);
  });

  test('singleFlight shares work that is under way, and starts again after a failure', async () => {
    let started = 0;
    const work = singleFlight(async (fail: boolean) => {
      started++;
      if (fail) throw new Error('no luck');
      return started;
    });
    await Promise.allSettled([work(true), work(true)]);
    expect(started).toBe(1);
    expect(await Promise.all([work(false), work(false)])).toEqual([2, 2]);
  });
});
