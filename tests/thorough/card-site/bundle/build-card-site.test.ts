import { execFile } from 'node:child_process';
import { readdir } from 'node:fs/promises';
import { promisify } from 'node:util';
import { expect, test } from '@jest/globals';
import { projectPath } from '../../../../project-path.ts';

const project = projectPath();

// React for development is twice as large, and calls code of the browser that no card drawn for people calls.
test('The card site is the same whatever NODE_ENV says', async () => {
  const built = new Set<string>();
  for (const NODE_ENV of ['production', 'test', 'development']) {
    await promisify(execFile)('npm', ['run', '-s', 'build'], { cwd: project, env: { ...process.env, NODE_ENV } });
    built.add((await readdir(projectPath('dist/card-site/assets'))).sort().join('\n'));
  }
  expect(built.size).toBe(1);
}, 120_000);
