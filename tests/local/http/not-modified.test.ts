import { expect, test } from '@jest/globals';
import { isNotModified } from '../../../local/http/not-modified.ts';

const OBJECT = { etag: '"abc"', lastModified: 'Sat, 21 Nov 2026 12:00:00 GMT' };

test.each([
  ['nothing is asked', {}, false],
  ['the tag is the same', { 'if-none-match': '"abc"' }, true],
  ['the tag is the same but weak', { 'if-none-match': 'W/"abc"' }, true],
  ['the tag is one of several', { 'if-none-match': '"x", "abc"' }, true],
  ['any tag will do', { 'if-none-match': '*' }, true],
  ['the tag is another', { 'if-none-match': '"abd"' }, false],
  ['the tag has no quotes', { 'if-none-match': 'abc' }, false],
  ['the date is the same', { 'if-modified-since': 'Sat, 21 Nov 2026 12:00:00 GMT' }, true],
  ['the date is later', { 'if-modified-since': 'Sun, 22 Nov 2026 12:00:00 GMT' }, true],
  ['the date is earlier', { 'if-modified-since': 'Fri, 20 Nov 2026 12:00:00 GMT' }, false],
  ['the date is invalid', { 'if-modified-since': 'yesterday' }, false],
  [
    'the tag is another, whatever the date',
    { 'if-none-match': '"x"', 'if-modified-since': 'Sun, 22 Nov 2026 12:00:00 GMT' },
    false,
  ],
])('when %s, the asker has it: %#', (_, conditions, expected) => {
  expect(isNotModified(conditions, OBJECT)).toBe(expected);
});

test('an answer without tag and date is had by nobody', () => {
  expect(isNotModified({ 'if-none-match': '"abc"' }, {})).toBe(false);
  expect(isNotModified({ 'if-modified-since': OBJECT.lastModified }, {})).toBe(false);
});
