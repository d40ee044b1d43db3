import { expect, test } from '@jest/globals';
import { fullFolder, limitsIn, lowMemory } from '../../../local/stack/lacks.ts';

const limits = (files: string, addresses: string) =>
  `Limit                     Soft Limit           Hard Limit           Units     
Max address space         ${addresses.padEnd(21)}unlimited            bytes     
Max open files            ${files.padEnd(21)}20000                files     
`;

test('limits that are high enough, or unknown, are no complaint', () => {
  expect(limitsIn(limits('1024', 'unlimited'))).toEqual([]);
  expect(limitsIn('')).toEqual([]);
});

test('too few open files and addresses are named with their remedy', () => {
  expect(limitsIn(limits('64', '2048000000'))).toEqual([
    'A process may have 64 files open, and this needs 256: run `ulimit -n 4096` before it.',
    'A process may use 2048 MB of addresses, and the browser needs more: run `ulimit -v unlimited` before it.',
  ]);
});

test('a folder without room is named with what is free', () => {
  expect(fullFolder('/tmp', 0)).toEqual([]);
  expect(fullFolder('/tmp', 1e18)).toEqual([
    expect.stringMatching(/^\/tmp has \d+ MB free, and temporary files need 1000000000000: make room there\.$/),
  ]);
  expect(fullFolder('/no/such')).toEqual(['/no/such is not there, and temporary files are made in it.']);
});

test('little memory is named', () => {
  expect(lowMemory(1e9)).toEqual([]);
  expect(lowMemory(120e6)).toEqual([expect.stringMatching(/^120 MB of memory are left/)]);
});
