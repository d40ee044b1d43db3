import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { oneAtATime, waitingFor } from '../../../tools/package/one-at-a-time.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

test('a second package waits for the first, and says for whom', async () => {
  await using folder = await temporaryFolder('package');
  const sentences: string[] = [];
  const order: string[] = [];
  const one = (work: string) =>
    oneAtATime({ work, dist: folder.path, print: (sentence) => sentences.push(sentence) }, async () => {
      order.push(`${work} begins`);
      await new Promise((resolve) => setTimeout(resolve, 30));
      order.push(`${work} ends`);
    });
  await Promise.all([one('npm run package'), one('npm run deploy')]);
  expect(order).toEqual(['npm run package begins', 'npm run package ends', 'npm run deploy begins', 'npm run deploy ends']);
  expect(sentences).toEqual([
    expect.stringMatching(
      /^npm run package \(process \d+, since \d\d:\d\d:\d\d\) is at work in this checkout: this waits for its end\.$/,
    ),
  ]);
});

test('where nobody may write, one sentence says so', async () => {
  await using folder = await temporaryFolder('package');
  const file = join(folder.path, 'checkout'); // root may write into every folder, but not into a file
  await writeFile(file, '');
  const parts = { work: 'npm run package', dist: join(file, 'dist'), print: () => {} };
  await expect(oneAtATime(parts, async () => {})).rejects.toMatchObject({
    code: 'read_only',
    message: `npm run package writes into dist, .build and .serverless of this checkout, and ${file} cannot be written: make it writable, or work in a copy of the checkout.`,
  });
});

test('names the process', () => {
  const mark = {
    work: 'npm run package',
    pid: 1234,
    startedAt: '1',
    machine: 'here',
    sinceMs: new Date(2026, 10, 29, 23, 5, 1).getTime(),
  };
  expect(waitingFor(mark)).toContain('(process 1234, since 23:05:01)');
});
