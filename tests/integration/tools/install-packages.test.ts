import { execFile } from 'node:child_process';
import { chmod, readFile, writeFile } from 'node:fs/promises';
import { delimiter, join, relative } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from '@jest/globals';
import { projectPath } from '../../../project-path.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

/** Fails where another one is at work in the folder, as npm ci does now and then. */
const NPM = `#!/bin/sh
mkdir busy || exit 1
sleep 0.5
mkdir -p node_modules
echo '{}' > node_modules/.package-lock.json
echo "$@" >> calls
rmdir busy
`;

test('two commands that need the same packages install them once, one after the other', async () => {
  await using folder = await temporaryFolder('install');
  await writeFile(join(folder.path, 'package-lock.json'), '{}');
  await writeFile(join(folder.path, 'npm'), NPM);
  await chmod(join(folder.path, 'npm'), 0o755);
  const script = `const { installPackages } = await import('${new URL('../../../tools/install-packages.ts', import.meta.url).href}');
    await installPackages(${JSON.stringify(relative(projectPath(), folder.path))});`;
  const env = { ...process.env, PATH: `${folder.path}${delimiter}${process.env['PATH']}` };
  const install = () => promisify(execFile)(process.execPath, ['--input-type=module', '-e', script], { env });
  await Promise.all([install(), install(), install()]);
  expect(await readFile(join(folder.path, 'calls'), 'utf8')).toBe('ci\n');
});
