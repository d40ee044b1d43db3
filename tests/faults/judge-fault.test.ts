// The judge itself: what is right passes, and each single wrong is seen.
import { describe, expect, test } from '@jest/globals';
import { type Expected, PROMISES, type Promised } from './expected.ts';
import type { Fault } from './fault.ts';
import { judge, judgeKept, judgeMended, judgeNext, type Seen, type SeenNext } from './judge-fault.ts';

const fault = (expected: Expected): Fault => ({
  seam: 'input',
  name: 'made up',
  expected,
  budgetMs: 1000,
  logged: /met/,
  meddled: 2,
  atLeastMs: 50,
});

/** As it must be. */
function right(expected: Expected): Seen {
  const { shown, statuses, cardStatuses, cacheControl, keptSeconds, stored }: Promised = PROMISES[expected];
  return {
    shown,
    status: statuses[0] ?? 0,
    cardStatus: cardStatuses[0],
    cacheControl,
    ms: 100,
    kept: keptSeconds > 0,
    stored,
    storedRight: stored,
    strange: [],
    log: ['the fault is met'],
    meddled: 2,
  };
}

test.each(Object.keys(PROMISES) as Expected[])('%s: what was promised is not a violation', (expected) => {
  expect(judge(fault(expected), right(expected))).toEqual([]);
});

const WRONGS: readonly (readonly [string, Expected, Partial<Seen>])[] = [
  ['shows something else', 'default', { shown: 'something else' }],
  ['status 404', 'fallback', { status: 404 }],
  ['x-card-status hit', 'unstored', { cardStatus: 'hit' }],
  ['cache-control public, max-age=31536000', 'fallback', { cacheControl: 'public, max-age=31536000' }],
  ['CloudFront does not keep it', 'card', { kept: false }],
  ['CloudFront keeps it', 'headers', { kept: true }],
  ['S3 does not have what was asked for', 'card', { stored: false, storedRight: false }],
  ['S3 has what was asked for', 'fallback', { stored: true, storedRight: true }],
  ['S3 keeps a wrong picture', 'default', { storedRight: false }],
  ['S3 has 0123456789ab/default/plain.jpg', 'fallback', { strange: ['0123456789ab/default/plain.jpg'] }],
  ['takes 2501 ms of 2500', 'card', { ms: 2501 }],
  ['does not log /met/', 'card', { log: ['another fault'] }],
  ['meddled with 1 requests of 2', 'card', { meddled: 1 }],
  ['takes 49 ms, and must take 50', 'card', { ms: 49 }],
];
test.each(WRONGS)('%s', (violation, expected, wrong) => {
  expect(judge(fault(expected), { ...right(expected), ...wrong })).toEqual([violation]);
});

test('a card that was drawn before stays stored', () => {
  const drawn = { ...fault('fallback'), drawn: true };
  expect(judge(drawn, { ...right('fallback'), stored: true, storedRight: true })).toEqual([]);
  expect(judge(drawn, right('fallback'))).toEqual(['S3 does not have what was asked for']);
});

test('the viewer waits as long as the sandbox stands still, and no longer', () => {
  const frozen = { ...fault('card'), besidesMs: 3000 };
  expect(judge(frozen, { ...right('card'), ms: 5500 })).toEqual([]);
  expect(judge(frozen, { ...right('card'), ms: 5501 })).toEqual(['takes 5501 ms of 5500']);
});

test.each([
  ['fallback', { heldSeconds: 20, againSeconds: 40 }, []],
  ['fallback', { heldSeconds: 0, againSeconds: 20 }, ['CloudFront does not keep it for 30 s']],
  ['fallback', { heldSeconds: 20 }, ['CloudFront keeps it for more than 30 s']],
  ['card', { heldSeconds: 31_535_990, againSeconds: 31_536_010 }, []],
  ['card', { heldSeconds: 290, againSeconds: 310 }, ['CloudFront does not keep it for 31536000 s']],
  ['cloudfront', { heldSeconds: 0, againSeconds: 3 }, []],
  ['cloudfront', { againSeconds: 0 }, ['CloudFront does not keep it for 2 s']],
  ['headers', { againSeconds: 0 }, []],
  ['headers', { heldSeconds: 0, againSeconds: 1 }, ['CloudFront keeps what it must not']],
] as const)('%s, seen kept for %j: %j', (expected, kept, violations) => {
  expect(judgeKept(fault(expected), kept)).toEqual(violations);
});

const rightNext: SeenNext = {
  shown: 'card',
  cardStatus: 'drawn',
  cacheControl: 'public, max-age=31536000',
  ms: 200,
  stored: true,
  storedRight: true,
  drawsOn: true,
};

test.each<readonly [readonly string[], Partial<SeenNext>]>([
  [[], {}],
  [['the next request shows fallback picture'], { shown: 'fallback picture' }],
  [['the next request has x-card-status hit'], { cardStatus: 'hit' }],
  [['the next request has cache-control public, max-age=60'], { cacheControl: 'public, max-age=60' }],
  [['after the next request S3 does not have the card'], { stored: false, storedRight: false }],
  [['after the next request S3 keeps a wrong picture'], { storedRight: false }],
  [['the next request takes 9501 ms'], { ms: 9501 }],
  [['another card is not drawn'], { drawsOn: false }],
])('afterwards: %j', (violations, wrong) => {
  expect(judgeNext({ ...rightNext, ...wrong }, false)).toEqual(violations);
});

test('afterwards, what S3 had already is found and not drawn', () => {
  expect(judgeNext({ ...rightNext, cardStatus: 'hit' }, true)).toEqual([]);
  expect(judgeNext(rightNext, true)).toEqual(['the next request has x-card-status drawn']);
});

describe('the same address once its fault is over', () => {
  const right = { cardStatus: 'drawn', changed: true, stored: true };

  test('is right when it is drawn, shows more and is kept', () => {
    expect(judgeMended(right)).toEqual([]);
  });

  test.each<[string, Partial<typeof right>]>([
    ['the same address has x-card-status incomplete afterwards', { cardStatus: 'incomplete' }],
    ['the same address shows no more afterwards', { changed: false }],
    ['S3 does not keep what the same address shows afterwards', { stored: false }],
  ])('%s', (violation, seen) => {
    expect(judgeMended({ ...right, ...seen })).toEqual([violation]);
  });

  test('is not right when nobody has asked', () => {
    expect(judgeMended(undefined)).toEqual(['the same address is not asked again']);
  });
});
