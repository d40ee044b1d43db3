// Several commands in a checkout in which nothing is built yet; twenty of all kinds are in tests/thorough/commands-at-once.test.ts.
import { execFile } from 'node:child_process';
import { cp, readdir, readFile, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { projectPath } from '../../../project-path.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const COPIED = ['card-schema', 'card-site', 'cloud', 'edge', 'infra', 'local', 'cli', 'tools', 'project-path.ts', 'package.json'];

test('share one build, draw what they would draw alone, and leave nothing', async () => {
  await using folder = await temporaryFolder('at-once');
  for (const path of [...COPIED, 'tsconfig.json']) await cp(projectPath(path), join(folder.path, path), { recursive: true });
  await symlink(projectPath('node_modules'), join(folder.path, 'node_modules'));
  const run = (script: string, ...args: readonly string[]) =>
    new Promise<number>((resolve) => {
      execFile(process.execPath, [join(folder.path, script), ...args], { cwd: folder.path }, (error) =>
        resolve(error ? Number(error.code ?? -1) : 0),
      );
    });
  const draw = (out: string) => run('cli/cards.ts', 'draw', 'default', '--out', out);
  expect(await Promise.all([draw('a.jpg'), draw('b.jpg'), run('tools/build.ts'), run('cli/cards.ts', 'url', 'default')])).toEqual(
    [0, 0, 0, 0],
  );
  expect(await draw('alone.jpg')).toBe(0);
  const [first, ...others] = await Promise.all(['alone.jpg', 'a.jpg', 'b.jpg'].map((name) => readFile(join(folder.path, name))));
  expect(others.every((jpeg) => first?.equals(jpeg))).toBe(true);
  expect(await readdir(join(folder.path, 'dist/builds'))).toEqual([
    expect.stringMatching(/^card-site-[0-9a-f]{20}-[0-9a-f]{8}$/),
    'in-use',
  ]);
  expect(await readdir(join(folder.path, 'dist/builds/in-use'))).toEqual([]);
}, 120_000);
