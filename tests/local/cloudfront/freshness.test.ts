import { describe, expect, test } from '@jest/globals';
import { secondsToKeep } from '../../../local/cloudfront/freshness.ts';
import { fc } from '../../support/fast-check.ts';

const NOW = Date.parse('2026-11-21T12:00:00Z');
const DAY = 86_400;
const YEAR = 31_536_000;
const keep = (status: number, cacheControl?: string, expires?: string) =>
  secondsToKeep({ status, cacheControl, expires }, 10, NOW);

describe('CloudFront keeps a good answer', () => {
  test.each([
    ['for a day when nothing is said', undefined, DAY],
    ['for max-age', 'public, max-age=60', 60],
    ['for s-maxage rather than max-age', 'max-age=60, s-maxage=120', 120],
    ['for a year at most', 'max-age=99999999999', YEAR],
    ['not at all with max-age=0', 'max-age=0', 0],
    ['not at all with no-store', 'no-store', 0],
    ['not at all with no-store next to a max-age', 'max-age=60, no-store', 0],
    ['not at all with no-cache', 'no-cache', 0],
    ['not at all with private', 'private, max-age=60', 0],
    ['not at all with a private that names headers', 'private="set-cookie", max-age=60', 0],
    ['by names in any case', 'Max-Age=60', 60],
    ['by quoted seconds', 'max-age="60"', 60],
    ['for a day when the seconds are not a number', 'max-age=soon', DAY],
    ['for a day when the seconds are negative', 'max-age=-1', DAY],
    ['by whole names only', 'x-max-age=60, no-storefront', DAY],
  ])('%s', (_, cacheControl, seconds) => {
    expect(keep(200, cacheControl)).toBe(seconds);
  });

  test.each([
    ['until Expires', 'Sat, 21 Nov 2026 12:01:00 GMT', 60],
    ['not at all when Expires is past', 'Sat, 21 Nov 2026 11:00:00 GMT', 0],
    ['not at all when Expires is not a date', 'never', 0],
    ['for a year at most', 'Thu, 01 Jan 2099 00:00:00 GMT', YEAR],
  ])('%s', (_, expires, seconds) => {
    expect(keep(200, undefined, expires)).toBe(seconds);
  });

  test('by max-age rather than Expires', () => {
    expect(keep(200, 'max-age=5', 'Thu, 01 Jan 2099 00:00:00 GMT')).toBe(5);
  });

  test.each([200, 301, 302, 304])('of status %i', (status) => {
    expect(keep(status, 'max-age=60')).toBe(60);
  });

  test('but never a part of one', () => {
    expect(keep(206, 'max-age=60')).toBe(0);
  });
});

describe('CloudFront keeps an error', () => {
  test.each([404, 414, 500, 501, 502, 503, 504])('%i for ten seconds, or for longer when the origin says so', (status) => {
    expect(keep(status)).toBe(10);
    expect(keep(status, 'no-store')).toBe(10);
    expect(keep(status, 'max-age=3')).toBe(10);
    expect(keep(status, 'max-age=300')).toBe(300);
  });

  test.each([400, 403, 405, 412, 415])('%i only when the origin says for how long', (status) => {
    expect(keep(status)).toBe(0);
    expect(keep(status, 'max-age=30')).toBe(30);
  });

  test.each([401, 416, 429])('%i never', (status) => {
    expect(keep(status, 'max-age=30')).toBe(0);
  });
});

test('any header gives whole seconds of a year at most', () => {
  const part = fc.oneof(
    fc.constantFrom('max-age', 's-maxage', 'no-cache', 'public', '=', ',', ' ', '"', '-', '1', '99'),
    fc.string(),
  );
  fc.assert(
    fc.property(
      fc.array(part),
      fc.option(fc.string(), { nil: undefined }),
      fc.integer({ min: 200, max: 599 }),
      (parts, expires, status) => {
        const seconds = keep(status, parts.join(''), expires);
        expect(Number.isInteger(seconds) && 0 <= seconds && seconds <= YEAR).toBe(true);
      },
    ),
    { numRuns: 500 },
  );
});
