import { expect, test } from '@jest/globals';
import { costPerMillion, costPerMillionCached, costPerMillionStored, mixed } from '../../cli/cost-formula.ts';

const usual = { memoryGb: 2, warmSeconds: 1.2, coldSeconds: 5, coldShare: 0.05, pictureKb: 120 };

test('a card of 1.2 s, 5 s cold, 120 kB costs 140 USD a million at the edge, 9 tenths of all', () => {
  // 2 × 0.60 + 2 GB × 1.39 s × 50.01 + 0.03; S3 5.40 + 120 GB × 0.023; CloudFront 1.00 + 0.10 + 0.75 + 120 GB × 0.085
  expect(costPerMillion(usual)).toEqual({ edge: 140.26, s3: 8.16, cdn: 12.05, total: 160.47 });
});

test('a card that takes no time still costs its two invocations and the path’s parsing', () => {
  expect(costPerMillion({ ...usual, warmSeconds: 0, coldSeconds: 0, pictureKb: 0 }).edge).toBe(1.23);
});

test('half the memory or half the time is half of what time costs', () => {
  const time = (cost: { edge: number }) => cost.edge - 1.23;
  const whole = time(costPerMillion(usual));
  expect(time(costPerMillion({ ...usual, memoryGb: 1 }))).toBeCloseTo(whole / 2, 1);
  expect(time(costPerMillion({ ...usual, warmSeconds: 0.6, coldSeconds: 2.5 }))).toBeCloseTo(whole / 2, 1);
});

test('what S3 has costs two invocations, a GET and the way out; what the cache has only a request, CloudFront’s own function and the way out', () => {
  // 2 × 0.60 + (2 GB + 0.125 GB) × 5 ms × 50.01; CloudFront 1.00 + 0.10 for its own function (+ 0.75 for the shield) + 120 GB × 0.085
  expect(costPerMillionStored(usual)).toEqual({ edge: 1.73, s3: 0.4, cdn: 12.05, total: 14.18 });
  expect(costPerMillionCached(usual)).toEqual({ edge: 0, s3: 0, cdn: 11.3, total: 11.3 });
});

test('a mix is the sum of its shares', () => {
  const parts = [costPerMillion(usual), costPerMillionCached(usual)] as const;
  expect(
    mixed([
      [0.25, parts[0]],
      [0.75, parts[1]],
    ]).total,
  ).toBeCloseTo(0.25 * 160.47 + 0.75 * 11.3, 1);
});
