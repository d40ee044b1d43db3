import { execFile } from 'node:child_process';
import { copyFile, mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { projectPath } from '../../../project-path.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

test('a script about example templates that are not as shipped names those, and the others run', async () => {
  await using tree = await temporaryFolder('launch');
  for (const folder of ['cli', 'tools/check']) await mkdir(join(tree.path, folder), { recursive: true });
  for (const file of ['cli/launch.cjs', 'package.json']) await copyFile(projectPath(file), join(tree.path, file));
  await symlink(projectPath('node_modules'), join(tree.path, 'node_modules'));
  const shipped = "export const shippedExamples = () => new Set(['score']);\n";
  await writeFile(join(tree.path, 'tools/check/left-out-files.ts'), shipped);
  const run = async (examples: string, ...args: readonly string[]) => {
    await writeFile(join(tree.path, 'entry.mjs'), `// @examples ${examples}\nconsole.log('ran');\n`);
    return new Promise((resolve) => {
      execFile(process.execPath, [join(tree.path, 'cli/launch.cjs'), 'entry.mjs', ...args], (error, out, err) => {
        resolve([error ? error.code : 0, out, err]);
      });
    });
  };
  expect(await run('score')).toEqual([0, 'ran\n', '']);
  const sentence =
    'entry.mjs is about example templates of Edgecard, and this catalogue does not have quote as Edgecard ships it: run it in a checkout of Edgecard itself.';
  expect(await run('quote score')).toEqual([1, '', `${sentence}\n`]);
  const json = JSON.stringify({ error: { code: 'no_example_template', message: sentence } }, undefined, 2);
  expect(await run('quote score', '--json')).toEqual([1, `${json}\n`, '']);
});
