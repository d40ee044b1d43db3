import { expect, test } from '@jest/globals';
import { cacheTagOf, cacheTagsOf } from '../../../edge/core/cache-tag.ts';
import { readKey } from '../../../edge/core/card-key.ts';

test('a picture has the tag of its template and that of its design', () => {
  expect(cacheTagOf('some', '0123456789ab')).toBe('some-0123456789ab');
  expect(cacheTagsOf(readKey('0123456789ab/some/12-34-10.jpg'))).toBe('some,some-0123456789ab');
  expect(cacheTagsOf(readKey('0123456789ab/some2/x.jpg'))).toBe('some2,some2-0123456789ab');
});

test.each([
  '',
  'robots.txt',
  '0123456789ab/some',
  '0123456789a/some/x.jpg',
  '0123456789AB/some/x.jpg',
  'x0123456789ab/some/x.jpg',
  '0123456789ab/Score/x.jpg',
  '0123456789ab/2some/x.jpg',
  '0123456789ab/sco_re/x.jpg',
  '0123456789ab/sco,re/x.jpg',
])('%p is not a picture’s key and has none', (key) => {
  expect(cacheTagsOf(readKey(key))).toBeUndefined();
});
