import { expect, test } from '@jest/globals';
import { parseRange } from '../../../local/http/byte-range.ts';
import { fc } from '../../support/fast-check.ts';

test.each([
  ['bytes=0-0', { from: 0, to: 0 }],
  ['bytes=2-5', { from: 2, to: 5 }],
  ['bytes=9-', { from: 9, to: 9 }],
  ['bytes=5-999', { from: 5, to: 9 }],
  ['bytes=-3', { from: 7, to: 9 }],
  ['bytes=-99', { from: 0, to: 9 }],
  ['bytes=10-', 'unsatisfiable'],
  ['bytes=10-12', 'unsatisfiable'],
  ['bytes=-0', 'unsatisfiable'],
  ['bytes=-00', 'unsatisfiable'],
  [undefined, undefined],
  ['', undefined],
  ['bytes=-', undefined],
  ['bytes=5-2', undefined],
  ['bytes=0-1,3-4', undefined],
  ['bytes 0-1', undefined],
  ['items=0-1', undefined],
  ['bytes=a-b', undefined],
  ['bytes=1-2x', undefined],
  ['bytes=-1-2', undefined],
])('of ten bytes, %s asks for %j', (header, expected) => {
  expect(parseRange(header, 10)).toEqual(expected);
});

test.each(['bytes=0-', 'bytes=-1', 'bytes=0-0'])('nothing can satisfy %s of an empty body', (header) => {
  expect(parseRange(header, 0)).toBe('unsatisfiable');
});

test('any header gives a part that lies within the body, or none', () => {
  const header = fc.oneof(fc.string(), fc.stringMatching(/^bytes=\d{0,4}-\d{0,4}$/));
  fc.assert(
    fc.property(header, fc.nat(2000), (text, size) => {
      const range = parseRange(text, size);
      if (range === undefined || range === 'unsatisfiable') return;
      expect(0 <= range.from && range.from <= range.to && range.to < size).toBe(true);
    }),
  );
});
