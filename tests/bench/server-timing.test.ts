import { expect, test } from '@jest/globals';
import { createDrawingRecord, formatServerTiming } from '../../edge/core/drawing-record.ts';
import { parseServerTiming } from './server-timing.ts';

test('reads what the handler writes', async () => {
  const clock = [0, 12.3, 12.3, 16.3].values();
  const record = createDrawingRecord(() => clock.next().value ?? 0);
  await record.stage('pack', async () => {});
  await record.stage('draw', async () => {});
  expect(parseServerTiming(formatServerTiming(record, { commit: 'c', bundle: 'b' }))).toEqual(record.stagesMs());
  expect(parseServerTiming('')).toEqual({});
});
