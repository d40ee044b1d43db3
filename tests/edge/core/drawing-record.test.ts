import { describe, expect, test } from '@jest/globals';
import { createDrawingRecord, formatServerTiming } from '../../../edge/core/drawing-record.ts';

describe('the record of a drawing', () => {
  test('adds up the time of a stage, failed or not, in the order of their beginning', async () => {
    let now = 0;
    const record = createDrawingRecord(() => now);
    const work = async (ms: number) => {
      now += ms;
    };
    await record.stage('page', () => work(3));
    await record.stage('draw', () => work(4));
    await record
      .stage('page', async () => {
        now += 2;
        throw new Error('no page');
      })
      .catch(() => {});
    expect(record.stagesMs()).toEqual({ page: 5, draw: 4 });
    const running = { commit: '0123abcd', bundle: 'fedcba987654' };
    expect(formatServerTiming(record, running)).toBe(
      'page;dur=5, draw;dur=4, commit;desc="0123abcd", bundle;desc="fedcba987654"',
    );
  });

  test('is in tenths of a millisecond, by the monotonic clock when no other is given', async () => {
    let now = 0;
    const record = createDrawingRecord(() => now);
    await record.stage('page', async () => {
      now = 1.26;
    });
    expect(record.stagesMs()).toEqual({ page: 1.3 });
    const real = createDrawingRecord();
    const before = performance.now();
    await real.stage('page', () => new Promise((resolve) => setTimeout(resolve, 5)));
    expect(real.stagesMs()['page']).toBeGreaterThan(0);
    expect(real.stagesMs()['page']).toBeLessThanOrEqual(performance.now() - before + 0.1);
  });

  test('counts what may happen again', () => {
    const record = createDrawingRecord();
    for (const what of ['attempt', 'attempt', 'browser start'] as const) record.count(what);
    expect([record.times('attempt'), record.times('browser start'), record.times('pack miss')]).toEqual([2, 1, 0]);
    expect(record.stagesMs()).toEqual({});
  });
});
