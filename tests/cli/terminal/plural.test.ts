import { expect, test } from '@jest/globals';
import { listed, plural } from '../../../cli/terminal/plural.ts';

test('one is one, and everything else is many', () => {
  expect([0, 1, 2, 1200].map((number) => plural(number, 'fault'))).toEqual(['0 faults', '1 fault', '2 faults', '1,200 faults']);
  expect(plural(1, 'picture is old', 'pictures are old')).toBe('1 picture is old');
  expect(plural(2, 'process', 'processes')).toBe('2 processes');
});

test('a list ends with a word', () => {
  expect([[], ['a'], ['a', 'b'], ['a', 'b', 'c']].map((words) => listed(words))).toEqual(['', 'a', 'a and b', 'a, b and c']);
  expect(listed(['a', 'b'], 'or')).toBe('a or b');
});
