import { expect, test } from '@jest/globals';
import { maxWorkers } from '../../../cli/pool/max-workers.ts';

test.each([
  ['a browser for each core', 2, 64e9, 2],
  ['no more than fit into memory', 8, 1.6e9, 3],
  ['one in any case', 8, 0.1e9, 1],
])('there is %s', (_, cores, freeBytes, browsers) => {
  expect(maxWorkers(cores, freeBytes)).toBe(browsers);
});
