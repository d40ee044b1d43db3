import { expect, test } from '@jest/globals';
import { costPerMillion, costPerMillionCached, costPerMillionStored, mixed } from '../../../cli/cost/formula.ts';

const usual = { memoryGb: 2, warmSeconds: 1.2, coldSeconds: 5, storedColdSeconds: 1, coldShare: 0.05, pictureKb: 120 };

test('a card of 1.2 s, 5 s cold, 120 kB costs 140 USD a million at the edge, 9 tenths of all', () => {
  // Functions: 2 × 0.60 + (2 GB × 1.39 s + 0.125 GB × (0.95 × 5 ms + 0.05 × 300 ms)) × 50.01
  // S3: 5.00 + 0.40 + 2 in 100 uses of the key at 3.00 + 0.05 × 0.40 for the card site's page + 120 GB × 0.023
  // CloudFront: 1.00 + 2 × 0.10 + 0.75 + 120 GB × 0.085; the card site 0.05 × (5 × 1.00 + 0.10 + 560 GB × 0.085). Logs: 2.05 GB × 0.50
  expect(costPerMillion(usual)).toEqual({ edge: 140.35, s3: 8.24, cdn: 14.79, logs: 1.02, total: 164.4 });
});

test('a card that takes no time still costs its two invocations and the path’s parsing', () => {
  const { edge } = costPerMillion({ ...usual, warmSeconds: 0, coldSeconds: 0, coldShare: 0, pictureKb: 0 });
  expect(edge).toBe(1.23);
});

test('half the memory or half the time is half of what time costs', () => {
  const warm = { ...usual, coldShare: 0 };
  const time = (cost: { edge: number }) => cost.edge - 1.23;
  const whole = time(costPerMillion(warm));
  expect(time(costPerMillion({ ...warm, memoryGb: 1 }))).toBeCloseTo(whole / 2, 1);
  expect(time(costPerMillion({ ...warm, warmSeconds: 0.6 }))).toBeCloseTo(whole / 2, 1);
});

test('what S3 has costs two invocations, a GET and the way out; what the cache has only a request, CloudFront’s own functions and the way out', () => {
  // Functions: 2 × 0.60 + (2 GB × (0.95 × 5 ms + 0.05 × 1 s) + 0.125 GB × (0.95 × 5 ms + 0.05 × 300 ms)) × 50.01
  // S3: 0.40 + 0.01 × 3.00. CloudFront: 1.00 + 2 × 0.10 (+ 0.75 for the shield) + 120 GB × 0.085. Logs: 1.5 GB × 0.50
  expect(costPerMillionStored(usual)).toEqual({ edge: 6.8, s3: 0.43, cdn: 12.15, logs: 0.75, total: 20.13 });
  expect(costPerMillionCached(usual)).toEqual({ edge: 0, s3: 0, cdn: 11.4, logs: 0, total: 11.4 });
});

test('the start of an empty sandbox is billed also where S3 has the card', () => {
  const { edge: warm } = costPerMillionStored({ ...usual, coldShare: 0 });
  const { edge: cold } = costPerMillionStored({ ...usual, coldShare: 1 });
  // 2 GB × (1 s − 5 ms) + 0.125 GB × (300 ms − 5 ms)
  expect(cold - warm).toBeCloseTo((2 * 0.995 + 0.125 * 0.295) * 50.01, 1);
});

test('a mix is the sum of its shares', () => {
  const parts = [costPerMillion(usual), costPerMillionCached(usual)] as const;
  expect(
    mixed([
      [0.25, parts[0]],
      [0.75, parts[1]],
    ]).total,
  ).toBeCloseTo(0.25 * 164.4 + 0.75 * 11.4, 1);
});
