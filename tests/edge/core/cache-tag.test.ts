import { expect, test } from '@jest/globals';
import { cacheTagOf, cacheTagsOf } from '../../../edge/core/cache-tag.ts';
import { readKey } from '../../../edge/core/card-key.ts';

test('a picture has the tag of its template and that of its design', () => {
  expect(cacheTagOf('score', '0123456789ab')).toBe('score-0123456789ab');
  expect(cacheTagsOf(readKey('0123456789ab/score/12-34-10.jpg'))).toBe('score,score-0123456789ab');
  expect(cacheTagsOf(readKey('0123456789ab/score2/x.jpg'))).toBe('score2,score2-0123456789ab');
});

test.each([
  '',
  'robots.txt',
  '0123456789ab/score',
  '0123456789a/score/x.jpg',
  '0123456789AB/score/x.jpg',
  'x0123456789ab/score/x.jpg',
  '0123456789ab/Score/x.jpg',
  '0123456789ab/2score/x.jpg',
  '0123456789ab/sco_re/x.jpg',
  '0123456789ab/sco,re/x.jpg',
])('%p is not a picture’s key and has none', (key) => {
  expect(cacheTagsOf(readKey(key))).toBeUndefined();
});
