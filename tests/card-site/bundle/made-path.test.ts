import { chmod, mkdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { cachePath, type MadePathOptions, madeFolder } from '../../../card-site/bundle/made-path.ts';
import { projectPath } from '../../../project-path.ts';
import { type TemporaryFolder, temporaryFolder } from '../../support/temporary-folder.ts';

// Below a device nobody can make a folder, root included, who heeds no permission.
const UNWRITABLE = '/dev/null';

let folder: TemporaryFolder;
let temporary: string;
let home: string;
beforeEach(async () => {
  folder = await temporaryFolder('made');
  temporary = join(folder.path, 'tmp');
  home = join(folder.path, 'home');
  await mkdir(temporary);
  await mkdir(home);
});
afterEach(() => folder.remove());

const where = (options: MadePathOptions) => madeFolder({ temporary, env: {}, ...options });

test('in a checkout that can be written, in its dist/, whether that is there or not', async () => {
  expect(where({ project: folder.path })).toBe(join(folder.path, 'dist'));
  await mkdir(join(folder.path, 'dist'));
  expect(where({ project: folder.path })).toBe(join(folder.path, 'dist'));
  expect(madeFolder()).toBe(projectPath('dist'));
});

test('else in the user’s folder for caches', () => {
  const project = UNWRITABLE;
  expect(where({ project, env: { HOME: home } })).toBe(join(home, '.cache/edgecard'));
  expect(where({ project, env: { HOME: home, XDG_CACHE_HOME: join(home, 'caches') } })).toBe(join(home, 'caches/edgecard'));
});

test('without one, in a temporary folder that is the user’s alone', () => {
  const own = join(temporary, `edgecard-${process.getuid?.()}`);
  expect(where({ project: UNWRITABLE })).toBe(own);
  expect(where({ project: UNWRITABLE, env: { HOME: UNWRITABLE } })).toBe(own);
  expect(where({ project: UNWRITABLE })).toBe(own); // it is there now
});

test('a temporary folder that others may write to is not trusted, nor one behind a link', async () => {
  const own = join(temporary, `edgecard-${process.getuid?.()}`);
  await mkdir(own);
  await chmod(own, 0o777);
  const sentence = `Nothing can be built, because none of these can be written: /dev/null/dist, HOME, ${own}. Make one of them writable, or set XDG_CACHE_HOME.`;
  expect(() => where({ project: UNWRITABLE })).toThrow(sentence);
  const elsewhere = join(folder.path, 'elsewhere');
  await mkdir(elsewhere);
  await mkdir(join(folder.path, 'tmp2'));
  await symlink(elsewhere, join(folder.path, 'tmp2', `edgecard-${process.getuid?.()}`));
  expect(() => where({ project: UNWRITABLE, temporary: join(folder.path, 'tmp2') })).toThrow('none of these can be written');
});

test('what takes long to make stays in node_modules, if it is there or can be written', async () => {
  const options = { temporary, env: { HOME: home } };
  const inModules = join(folder.path, 'node_modules/.cache/edgecard/chromium-1');
  expect(cachePath('chromium-1', { ...options, project: folder.path })).toBe(inModules);
  expect(cachePath('chromium-1', { ...options, project: UNWRITABLE })).toBe(join(home, '.cache/edgecard/cache/chromium-1'));
});
