import { describe, expect, test } from '@jest/globals';
import { createTimings, formatServerTiming } from '../../../edge/core/timings.ts';

describe('timings', () => {
  test('add up the time of a stage, failed or not, in the order of their beginning', async () => {
    let now = 0;
    const timings = createTimings(() => now);
    const work = async (ms: number) => {
      now += ms;
    };
    await timings.measure('page', () => work(3));
    await timings.measure('draw', () => work(4));
    await timings
      .measure('page', async () => {
        now += 2;
        throw new Error('no page');
      })
      .catch(() => {});
    expect(timings.all()).toEqual({ page: 5, draw: 4 });
    expect(formatServerTiming(timings)).toBe('page;dur=5, draw;dur=4');
  });

  test('are told in tenths of a millisecond, by the monotonic clock when no other is given', async () => {
    let now = 0;
    const timings = createTimings(() => now);
    await timings.measure('page', async () => {
      now = 1.26;
    });
    expect(timings.all()).toEqual({ page: 1.3 });
    const real = createTimings();
    const before = performance.now();
    await real.measure('page', () => new Promise((resolve) => setTimeout(resolve, 5)));
    expect(real.all()['page']).toBeGreaterThan(0);
    expect(real.all()['page']).toBeLessThanOrEqual(performance.now() - before + 0.1);
  });

  test('count what may happen again', () => {
    const timings = createTimings();
    for (const what of ['try', 'try', 'browser start'] as const) timings.count(what);
    expect([timings.times('try'), timings.times('browser start'), timings.times('pack miss')]).toEqual([2, 1, 0]);
    expect(timings.all()).toEqual({});
  });
});
