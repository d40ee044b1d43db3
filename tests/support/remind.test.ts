import { afterEach, expect, jest, test } from '@jest/globals';
import { remind } from './remind.ts';

afterEach(() => {
  jest.restoreAllMocks();
});

test('what a command makes right is an error in CI, and one line elsewhere', () => {
  const written: unknown[] = [];
  jest.spyOn(process.stderr, 'write').mockImplementation((line) => written.push(line) > 0);
  expect(() => remind('promo (plain) has no golden picture yet.', true)).toThrow('promo (plain) has no golden picture yet.');
  expect(written).toEqual([]);
  remind('promo (plain) has no golden picture yet.', false);
  expect(written).toEqual(['promo (plain) has no golden picture yet.\n']);
});
