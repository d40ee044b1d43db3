import { execFile } from 'node:child_process';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from '@jest/globals';
import { projectPath } from '../../../../project-path.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

/** In a process of its own, because Vite does not run inside of jest; and every time, for equal inputs are built once otherwise. */
const MAKE = `
  const { makeCardSite } = await import('./card-site/bundle/make-card-site.ts');
  await makeCardSite(process.argv[1]);`;

// React for development is twice as large, and calls code of the browser that no card drawn for people calls.
test('The card site is the same whatever NODE_ENV says', async () => {
  const built = new Set<string>();
  for (const NODE_ENV of ['production', 'test', 'development']) {
    await using folder = await temporaryFolder('node-env');
    const args = ['--input-type=module', '--eval', MAKE, folder.path];
    await promisify(execFile)(process.execPath, args, { cwd: projectPath(), env: { ...process.env, NODE_ENV } });
    built.add((await readdir(join(folder.path, 'card-site/assets'))).sort().join('\n'));
  }
  expect(built.size).toBe(1);
}, 120_000);
