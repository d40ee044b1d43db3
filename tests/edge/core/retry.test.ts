import { describe, expect, test } from '@jest/globals';
import { CardError, type CardErrorCode } from '../../../card-schema/errors.ts';
import { decideRetry, type Ending, endingOf, keepsBrowser, maxPingMsAfter, maxStepMs } from '../../../edge/core/retry.ts';

const failure = (code: CardErrorCode) => new CardError(code, 'It failed.');
const BUG = new TypeError('a bug');

describe('how an attempt leaves its browser', () => {
  test.each<[string, Parameters<typeof endingOf>[0], Ending]>([
    ['it answers', { lacksCode: false, answered: true }, 'alive'],
    ['it lacks code and answers', { lacksCode: true, answered: true }, 'alive'],
    ['it does not answer', { lacksCode: false, answered: false }, 'crashed'],
    ['it lacks code and hangs', { lacksCode: true, answered: false }, 'crashed'],
    ['it was killed while it hung', { exitSignal: 'SIGKILL', lacksCode: true, answered: false }, 'crashed'],
    ['it ended by itself', { exitSignal: null, lacksCode: false, answered: false }, 'crashed'],
    ['there was no time to ask', { exitSignal: 'SIGKILL', lacksCode: false, answered: undefined }, 'unknown'],
    ['it trapped where code is missing', { exitSignal: 'SIGTRAP', lacksCode: true, answered: false }, 'missing code'],
    ['it trapped before it could be asked', { exitSignal: 'SIGTRAP', lacksCode: true, answered: undefined }, 'missing code'],
    ['it trapped just after it answered', { exitSignal: 'SIGTRAP', lacksCode: true, answered: true }, 'missing code'],
    ['a complete browser trapped', { exitSignal: 'SIGTRAP', lacksCode: false, answered: false }, 'crashed'],
  ])('%s', (_, evidence, ending) => {
    expect(endingOf(evidence)).toBe(ending);
  });
});

describe('the decision on a retry', () => {
  test.each<[unknown, number, 'give up' | 'try again']>([
    [failure('browser_failed'), 8000, 'try again'],
    [failure('page_failed'), 8000, 'try again'],
    [failure('pack_failed'), 8000, 'try again'],
    [failure('bad_picture'), 8000, 'try again'],
    [failure('out_of_time'), 8000, 'try again'],
    [BUG, 8000, 'try again'],
    [failure('browser_failed'), 1500, 'try again'],
    [failure('browser_failed'), 1499, 'give up'],
    [failure('browser_failed'), 0, 'give up'],
    [failure('draw_failed'), 8000, 'give up'],
    [failure('site_refused'), 8000, 'give up'],
    [failure('too_large'), 8000, 'give up'],
    [failure('version_mismatch'), 8000, 'give up'],
  ])('after %s with %d ms left is: %s', (error, remainingMs, decision) => {
    expect(decideRetry(error, remainingMs)).toBe(decision);
  });
});

test.each<[unknown, Ending, boolean]>([
  [failure('draw_failed'), 'alive', true],
  [failure('draw_failed'), 'crashed', false],
  [failure('draw_failed'), 'unknown', false],
  [failure('draw_failed'), 'missing code', false],
  [failure('page_failed'), 'alive', false],
  [BUG, 'alive', false],
])('a browser is kept only when its page refuses the card and it is well: %s, %s', (error, ending, kept) => {
  expect(keepsBrowser(error, ending)).toBe(kept);
});

test('a browser that is given up in any case is not waited for', () => {
  expect([failure('draw_failed'), failure('page_failed'), BUG].map(maxPingMsAfter)).toEqual([500, 50, 50]);
});

describe('a step of an attempt', () => {
  test.each([
    [8000, true, 4800],
    [8000, false, 8000],
    [3750, true, 2250], // 1500 ms are left for a second attempt
    [3700, true, 3700], // a second attempt would have too little
    [1000, true, 1000],
    [0, true, 0],
  ])('of %d ms (first attempt: %p) may take %d', (remainingMs, isFirst, maxMs) => {
    expect(maxStepMs(remainingMs, isFirst)).toBe(maxMs);
  });
});
