import { expect, test } from '@jest/globals';
import { whenStarted } from '../../../cli/start/when-started.ts';

test('acts when it has started', async () => {
  const acts: string[] = [];
  await whenStarted(Promise.resolve('stack'), () => acts.push('stopped'));
  expect(acts).toEqual(['stopped']);
});

test('a start that fails is neither acted on nor reported a second time', async () => {
  const acts: string[] = [];
  await expect(whenStarted(Promise.reject(new Error('port taken')), () => acts.push('stopped'))).resolves.toBeUndefined();
  expect(acts).toEqual([]);
});
