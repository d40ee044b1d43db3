import { expect, test } from '@jest/globals';
import { maxWorkers } from '../../../cli/pool/max-workers.ts';

test.each([
  ['a browser for each core', 2, 64e9, 2],
  ['no more than fit into memory, when Node has its part', 8, 2.1e9, 3],
  ['no other one before there is memory for all of it', 8, 1.49e9, 1],
  ['one in any case', 8, 0.1e9, 1],
])('there is %s', (_, cores, freeBytes, browsers) => {
  expect(maxWorkers(cores, freeBytes)).toBe(browsers);
});
