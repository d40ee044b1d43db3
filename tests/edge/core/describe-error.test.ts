import { describe, expect, test } from '@jest/globals';
import { CardError } from '../../../card-schema/errors.ts';
import { describeError } from '../../../edge/core/describe-error.ts';

describe('the description of an error', () => {
  test('holds no query, because a query may hold a token', () => {
    const cause = new Error('net::ERR_FAILED at https://cards.example.com/score/1-2-3?token=17.abc');
    const text = JSON.stringify([
      describeError(new CardError('page_failed', 'no page', { cause })),
      describeError(cause),
      describeError('/?token=17.abc'),
    ]);
    expect(text).not.toContain('17.abc');
    expect(text).toContain('page_failed');
  });

  test('has a stack for a bug only', () => {
    expect(describeError(new TypeError('x is undefined'))).toMatchObject({
      code: 'unexpected',
      stack: expect.stringContaining('describe-error.test'),
    });
    expect(describeError(new CardError('out_of_time', 'late'))).toEqual({ code: 'out_of_time', reason: 'late' });
  });
});
