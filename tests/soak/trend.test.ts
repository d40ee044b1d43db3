import { expect, test } from '@jest/globals';
import { trendOf } from './trend.ts';

test('A line has its slope, without error', () => {
  expect(
    trendOf([
      [0, 5],
      [10, 25],
      [20, 45],
    ]),
  ).toEqual({ slope: 2, error: 0 });
});

test('Points that scatter have an error', () => {
  const { slope, error } = trendOf([
    [0, 1],
    [1, 0],
    [2, 1],
    [3, 0],
  ]);
  expect(slope).toBeCloseTo(-0.2);
  expect(error).toBeCloseTo(0.2828, 3); // sqrt(0.8 / 2 / 5)
});

test('Two points, or points at one place, are not a trend', () => {
  expect(() =>
    trendOf([
      [0, 1],
      [1, 2],
    ]),
  ).toThrow('three points');
  expect(() =>
    trendOf([
      [1, 1],
      [1, 2],
      [1, 3],
    ]),
  ).toThrow('different places');
});
