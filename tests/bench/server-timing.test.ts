import { expect, test } from '@jest/globals';
import { createTimings, formatServerTiming } from '../../edge/core/timings.ts';
import { parseServerTiming } from './server-timing.ts';

test('reads what the handler writes', async () => {
  const clock = [0, 12.3, 12.3, 16.3].values();
  const timings = createTimings(() => clock.next().value ?? 0);
  await timings.measure('pack', async () => {});
  await timings.measure('draw', async () => {});
  expect(parseServerTiming(formatServerTiming(timings))).toEqual(timings.all());
  expect(parseServerTiming('')).toEqual({});
});
