import { describe, expect, test } from '@jest/globals';
import { createDeadline } from '../../../edge/core/deadline.ts';

describe('a deadline', () => {
  test('gives a result that comes in time, and counts the time down by the clock', async () => {
    let now = 1000;
    const deadline = createDeadline(500, () => now);
    expect(await deadline.bound('Work', Promise.resolve('done'))).toBe('done');
    now = 1400;
    expect(deadline.remainingMs()).toBe(100);
    expect(deadline.reserving(60).remainingMs()).toBe(40);
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
});
