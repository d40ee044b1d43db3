import { expect, test } from '@jest/globals';
import { photoCost, photoCostRows } from '../../../cli/cost/photos.ts';

test('a photo costs its function and its calls, and with Rekognition two pictures more', () => {
  const [embedded, rekognition] = [photoCost('embedded', 1000), photoCost('rekognition', 1000)];
  expect(embedded.detection).toBe(0);
  expect(rekognition.detection).toBeCloseTo(2, 10);
  for (const { compute, calls, detection, total } of [embedded, rekognition]) expect(total).toBe(compute + calls + detection);
  expect(embedded.total).toBeGreaterThan(0.1);
  expect(embedded.total).toBeLessThan(0.2);
});

test('a million photos cost a thousand times what a thousand do', () => {
  expect(photoCost('embedded', 1e6).total).toBeCloseTo(1000 * photoCost('embedded', 1000).total, 6);
  expect(photoCostRows(1000).map(([what]) => what)).toEqual([
    '',
    'the function',
    'S3, table, queue, events',
    'detection',
    'in all',
    'kept, a month',
  ]);
});
