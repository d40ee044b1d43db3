import { execFile } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { projectPath } from '../../../project-path.ts';
import { type TemporaryFolder, temporaryFolder } from '../../support/temporary-folder.ts';

let folder: TemporaryFolder;
beforeEach(async () => {
  folder = await temporaryFolder('stands here');
});
afterEach(() => folder.remove());

function npm(...args: readonly string[]): Promise<{ code: number; out: string; err: string }> {
  const all = ['--prefix', projectPath(), 'run', '-s', 'cards', '--', ...args];
  return new Promise((resolve) => {
    execFile('npm', all, { cwd: folder.path }, (error, out, err) => resolve({ code: error ? Number(error.code) : 0, out, err }));
  });
}

test('a list is looked for where npm was called, and its failed lines go next to it', async () => {
  await writeFile(join(folder.path, 'cards.txt'), '/no-such-card.jpg\n');
  const { code, out } = await npm('prerender', 'cards.txt', '--data', 'data', '--json');
  expect(code).toBe(1);
  expect(JSON.parse(out)).toMatchObject({ failed: 1, failedFile: join(folder.path, 'cards.txt.failed') });
});

test('a store is looked for where npm was called', async () => {
  await mkdir(join(folder.path, 'data'));
  const { code, err } = await npm('versions', '--data', 'data');
  expect([code, err]).toEqual([2, expect.stringContaining(`${join(folder.path, 'data')} holds no store`)]);
});
