import { afterEach, describe, expect, jest, test } from '@jest/globals';
import { createDeadline } from '../../../edge/core/deadline.ts';

afterEach(() => {
  jest.useRealTimers();
});

describe('a deadline', () => {
  test('gives a result that comes in time, and counts the time down by the clock', async () => {
    let now = 1000;
    const deadline = createDeadline(500, () => now);
    expect(await deadline.bound('Work', Promise.resolve('done'))).toBe('done');
    now = 1400;
    expect(deadline.remainingMs()).toBe(100);
    expect(deadline.reserving(60).remainingMs()).toBe(40);
    expect([deadline.within(70).remainingMs(), deadline.within(170).remainingMs()]).toEqual([70, 100]);
    now = 9000; // a sandbox was frozen and thawed
    expect(deadline.remainingMs()).toBe(0);
  });

  test('ends what takes longer, naming the stage, and swallows its later failure', async () => {
    const deadline = createDeadline(10_000);
    const late = new Promise((_, reject) => setTimeout(() => reject(new Error('later')), 40));
    await expect(deadline.bound('Work', late, 5)).rejects.toMatchObject({
      code: 'out_of_time',
      message: 'Work took longer than 5 ms.',
    });
    await new Promise((resolve) => setTimeout(resolve, 60));
  });

  test('aborts a signal', async () => {
    const signal = createDeadline(5).signal();
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect(signal.aborted).toBe(true);
  });

  test.each([
    ['that of the stage', 3000.2, 3001],
    ['its own', 9000, 5000],
    ['its own, when the stage has none', undefined, 5000],
  ])('ends work by the sooner of both limits: %s', async (_, atMostMs, ms) => {
    jest.useFakeTimers();
    const deadline = createDeadline(5000, () => 0);
    let ended: unknown;
    const bound = deadline.bound('Work', new Promise(() => {}), atMostMs).catch((error: unknown) => {
      ended = error;
    });
    await jest.advanceTimersByTimeAsync(ms - 1);
    expect(ended).toBeUndefined();
    await jest.advanceTimersByTimeAsync(1);
    await bound;
    expect(ended).toMatchObject({ code: 'out_of_time', message: `Work took longer than ${ms} ms.` });
  });

  test('leaves no timer behind, or a sandbox would wait for it', async () => {
    jest.useFakeTimers();
    const deadline = createDeadline(5000, () => 0);
    await deadline.bound('Work', Promise.resolve());
    await expect(deadline.bound('Work', Promise.reject(new Error('no luck')))).rejects.toThrow('no luck');
    expect(jest.getTimerCount()).toBe(0);
  });

  test('aborts a signal by the sooner of both limits', async () => {
    const far = createDeadline(60_000);
    const [soon, later] = [far.signal(5), far.signal()];
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect([soon.aborted, later.aborted]).toEqual([true, false]);
  });

  test('counts by the wall clock, when no other is given', () => {
    const before = Date.now();
    const remaining = createDeadline(5000).remainingMs();
    expect(remaining).toBeLessThanOrEqual(5000);
    expect(remaining).toBeGreaterThanOrEqual(5000 - (Date.now() - before));
  });
});
