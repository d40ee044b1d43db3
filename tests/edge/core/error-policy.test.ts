import { expect, test } from '@jest/globals';
import { CardError, type CardErrorCode } from '../../../card-schema/errors.ts';
import { policyFor } from '../../../edge/core/error-policy.ts';

test.each<[CardErrorCode, { anotherBrowser: boolean; requeue: boolean }]>([
  ['invalid_params', { anotherBrowser: false, requeue: false }],
  ['draw_failed', { anotherBrowser: false, requeue: false }],
  ['too_large', { anotherBrowser: false, requeue: false }],
  ['incomplete', { anotherBrowser: false, requeue: false }],
  ['site_refused', { anotherBrowser: false, requeue: true }],
  ['version_mismatch', { anotherBrowser: false, requeue: true }],
  ['store_failed', { anotherBrowser: false, requeue: true }],
  ['browser_failed', { anotherBrowser: true, requeue: true }],
  ['page_failed', { anotherBrowser: true, requeue: true }],
  ['out_of_time', { anotherBrowser: true, requeue: true }],
])('%s: whether another browser, and another delivery of the message, may do better', (code, policy) => {
  expect(policyFor(new CardError(code, 'It failed.'))).toEqual(policy);
});

test('a bug, or a browser that died in the middle of a command, may do better with both', () => {
  expect(policyFor(new TypeError('x'))).toEqual({ anotherBrowser: true, requeue: true });
});
