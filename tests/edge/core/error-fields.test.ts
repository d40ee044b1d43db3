import { describe, expect, test } from '@jest/globals';
import { CardError, quotingError } from '../../../card-schema/errors.ts';
import { errorFields } from '../../../edge/core/error-fields.ts';
import { pageToken } from '../../../edge/core/page-url.ts';

describe('the fields of an error', () => {
  test('holds no query, because a query may hold a token', () => {
    const cause = new Error('net::ERR_FAILED at https://cards.example.com/score/1-2-3?token=17.abc');
    const text = JSON.stringify([
      errorFields(new CardError('page_failed', 'no page', { cause })),
      errorFields(cause),
      errorFields('/?token=17.abc'),
    ]);
    expect(text).not.toContain('17.abc');
    expect(text).toContain('page_failed');
  });

  test('has a stack for a bug only', () => {
    expect(errorFields(new TypeError('x is undefined'))).toMatchObject({
      code: 'unexpected',
      stack: expect.stringContaining('error-fields.test'),
    });
    expect(errorFields(new CardError('out_of_time', 'late'))).toEqual({ code: 'out_of_time', reason: 'late' });
  });

  test('has the cause of a failure, when that is an error', () => {
    const cause = new TypeError('fetch failed at https://cards.example.com/?token=17.abc');
    expect(errorFields(new CardError('page_failed', 'no page', { cause }))).toEqual({
      code: 'page_failed',
      reason: 'no page',
      cause: 'TypeError: fetch failed at https://cards.example.com/?…',
    });
    expect(errorFields(new CardError('page_failed', 'no page', { cause: 'a text' }))).toEqual({
      code: 'page_failed',
      reason: 'no page',
    });
  });

  test('is a text for what is thrown without being an error, and for an error without a stack', () => {
    expect(errorFields('no luck')).toEqual({ code: 'unexpected', reason: 'no luck' });
    const bare = new TypeError('x');
    delete bare.stack;
    expect(errorFields(bare)).toEqual({ code: 'unexpected', reason: 'x', stack: '' });
  });

  test.each([
    ['at https://a.example/b?c=d&e (net)', 'at https://a.example/b?… (net)'],
    ['a "https://a.example/?token=x" b', 'a "https://a.example/?…" b'],
    ['(https://a.example/?x) y', '(https://a.example/?… y'],
    ['https://a.example/b.jpg?w=(1)&sig=secret y', 'https://a.example/b.jpg?… y'],
    ['why? who knows', 'why? who knows'],
    [`a 1.${'x'.repeat(43)} b`, 'a … b'],
    [`a 17${'.'}${'x'.repeat(42)} b`, `a 17.${'x'.repeat(42)} b`],
    [`a x.${'x'.repeat(43)} b`, `a x.${'x'.repeat(43)} b`],
    [`/article/abc.${'s'.repeat(22)}.jpg`, '/article/abc.….jpg'],
    [`/article/abc.${'s'.repeat(22)}.JPG`, '/article/abc.….JPG'],
    [`/article/abc.${'s'.repeat(22)}%2ejpg`, '/article/abc.…%2ejpg'],
    [`/article/abc.${'s'.repeat(22)} y`, '/article/abc.… y'],
    [`/article/abc.${'s'.repeat(21)}.jpg`, `/article/abc.${'s'.repeat(21)}.jpg`],
    [`/article/abc.${'s'.repeat(23)}.jpg`, `/article/abc.${'s'.repeat(23)}.jpg`],
    [`abc.${'s'.repeat(22)}.jpg`, 'abc.….jpg'],
    [`abc.${'s'.repeat(22)}.png`, `abc.${'s'.repeat(22)}.png`],
    [`${'a'.repeat(1600)}`, `${'a'.repeat(1499)}…`],
    ['a'.repeat(1500), 'a'.repeat(1500)],
  ])('%j is logged as %j', (message, logged) => {
    expect(errorFields(new CardError('page_failed', message)).reason).toBe(logged);
  });

  test('holds no token and no signature, whatever stands around them', () => {
    const token = pageToken('/score/1-2-3', 'a key of the page', Date.now());
    for (const text of [
      token,
      `(${token})`,
      `"?a='b'&token=${token}"`,
      `x${token}`,
      `/article/cGF5.c2lnbmF0dXJlLW9mLWNhcm.jpg`,
    ]) {
      const logged = JSON.stringify(errorFields(new Error(`before ${text} after`)));
      expect([text, logged.includes(token.split('.')[1] ?? ''), logged.includes('c2lnbmF0dXJl')]).toEqual([text, false, false]);
      expect(logged).toContain('before');
    }
  });

  test('is cut off, because a line of the log has an end', () => {
    const long = new TypeError('x'.repeat(1_000_000));
    expect(JSON.stringify(errorFields(long)).length).toBeLessThan(5000);
    const caused = new CardError('store_failed', 'x'.repeat(1_000_000), { cause: long });
    expect(JSON.stringify(errorFields(caused)).length).toBeLessThan(5000);
  });

  test('name a cause, and nothing else of it, where the message quotes input', () => {
    const cause = new SyntaxError('Unexpected token c2lnbmF0dXJl');
    expect(errorFields(quotingError('not_a_card', (quote) => `got ${quote('c2lnbmF0dXJl')}.`, { cause }))).toEqual({
      code: 'not_a_card',
      reason: 'got ….',
      cause: 'SyntaxError',
    });
    expect(errorFields(new CardError('not_a_card', 'The message is not JSON.', { cause })).cause).toBe('SyntaxError');
    const quoting = quotingError('not_a_card', (quote) => `got ${quote('c2lnbmF0dXJl')}.`);
    expect(errorFields(new CardError('page_failed', 'no page', { cause: quoting })).cause).toBe('CardError: got ….');
  });
});
