import { expect, test } from '@jest/globals';
import { wholeSeed } from './fast-check.ts';

test('a seed is a whole number, 1 where none is given', () => {
  expect([undefined, '0', '42', '-7'].map((text) => wholeSeed(text))).toEqual([1, 0, 42, -7]);
});

test.each(['', ' ', 'abc', '1.5', '1e3', '0x10', '99999999999999999999'])('no seed is %j', (text) => {
  expect(() => wholeSeed(text)).toThrow('EDGECARD_SEED must be a whole number');
});
