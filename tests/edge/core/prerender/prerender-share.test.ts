import { expect, test } from '@jest/globals';
import { prerenderShare, prerenderShareProblem } from '../../../../edge/core/prerender/prerender-share.ts';

test('drawing ahead gets half of what the account lets run at the same time, never more', () => {
  expect([1000, 999, 100, 10, 5, 4].map(prerenderShare)).toEqual([500, 499, 50, 5, 2, 2]);
  for (let limit = 0; limit <= 2000; limit++) expect(prerenderShare(limit)).toBeLessThanOrEqual(limit / 2);
});

test('an account whose half is less than AWS can limit a queue to gets none', () => {
  expect([3, 2, 1, 0].map(prerenderShare)).toEqual([0, 0, 0, 0]);
});

test('the default of 10 fits a usual account, and not one of 10', () => {
  expect(prerenderShareProblem(10, 1000)).toBeUndefined();
  expect(prerenderShareProblem(10, 20)).toBeUndefined();
  expect(prerenderShareProblem(10, 10)).toBe(
    'The account lets 10 functions run at the same time in this Region, and drawing ahead takes at most half of them: prerenderConcurrency is 10; set it to a whole number from 2 to 5, or ask AWS for 1,000 (Service Quotas, Lambda, "Concurrent executions").',
  );
});

test('where nothing is left to give, it says what works instead', () => {
  expect(prerenderShareProblem(2, 3)).toMatch(
    /^The account lets 3 functions .*: set prerender to off, or ask AWS .*\. `npm run cards -- prerender` without --queue draws on your own machine instead\.$/,
  );
});

test('an account of the usual size is not sent to AWS for more', () => {
  expect(prerenderShareProblem(800, 1000)).toMatch(/a whole number from 2 to 500\.$/);
});
