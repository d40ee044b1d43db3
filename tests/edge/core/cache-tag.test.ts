import { expect, test } from '@jest/globals';
import { readKey } from '../../../edge/core/asked-key.ts';
import { cacheTagOf, cacheTagsOf, readPhotosMetadata } from '../../../edge/core/cache-tag.ts';

test('a picture has the tag of its template and that of its design', () => {
  expect(cacheTagOf('some', '0123456789ab')).toBe('some-0123456789ab');
  expect(cacheTagsOf(readKey('0123456789ab/some/12-34-10.jpg'))).toBe('some,some-0123456789ab');
  expect(cacheTagsOf(readKey('0123456789ab/some2/x.jpg'))).toBe('some2,some2-0123456789ab');
});

test('a picture has a tag for each photo, as many as CloudFront takes', () => {
  const photos = Array.from({ length: 60 }, (_, at) => `0123456789abcd${String(at).padStart(2, '0')}`);
  const tags = cacheTagsOf(readKey('0123456789ab/some/12-34-10.jpg'), photos)?.split(',') ?? [];
  expect(tags.slice(0, 3)).toEqual(['some', 'some-0123456789ab', 'photo-0123456789abcd00']);
  expect(tags).toHaveLength(50);
});

test('what is no photo’s id among the metadata of a picture is left out', () => {
  expect(readPhotosMetadata('7h3k9m2p4q8r5t6v,0123456789abcdef')).toEqual(['7h3k9m2p4q8r5t6v', '0123456789abcdef']);
  expect(readPhotosMetadata('7h3k9m2p4q8r5t6v, #x,,7H3K9M2P4Q8R5T6V')).toEqual(['7h3k9m2p4q8r5t6v']);
  expect(readPhotosMetadata('')).toEqual([]);
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
