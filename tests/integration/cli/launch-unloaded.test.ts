import { execFile } from 'node:child_process';
import { copyFile, mkdir, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { projectPath } from '../../../project-path.ts';
import { type TemporaryFolder, temporaryFolder } from '../../support/temporary-folder.ts';

/** The launcher, and all that it needs to explain a mistake. */
const COPIED = [
  'cli/launch.cjs',
  'cli/terminal/explain-load-error.ts',
  'cli/terminal/system-errors.ts',
  'card-schema/errors.ts',
  'card-site/bundle/source-mistake.ts',
  'local/stack/free-space.ts',
  'project-path.ts',
];

let tree: TemporaryFolder;

beforeEach(async () => {
  tree = await temporaryFolder('unloaded');
  await writeFile(join(tree.path, 'package.json'), '{"type":"module","dependencies":{},"devDependencies":{}}');
  for (const file of COPIED) {
    await mkdir(dirname(join(tree.path, file)), { recursive: true });
    await copyFile(projectPath(file), join(tree.path, file));
  }
  await symlink(projectPath('node_modules'), join(tree.path, 'node_modules'));
});

afterEach(() => tree.remove());

function launch(...args: readonly string[]): Promise<{ readonly code: number; readonly out: string; readonly err: string }> {
  return new Promise((resolve) => {
    execFile(process.execPath, [join(tree.path, 'cli/launch.cjs'), 'entry.mjs', ...args], (error, out, err) =>
      resolve({ code: error ? Number(error.code) : 0, out, err }),
    );
  });
}

const SENTENCE = 'catalogue.ts:2 cannot be loaded: Expected ";" but found "==". Correct it; `npm run check` looks for more.';

test('a script that cannot be loaded names file and line in one sentence, and as JSON where that is asked for', async () => {
  await writeFile(join(tree.path, 'entry.mjs'), "import './catalogue.ts';\nconsole.log('ran');");
  await writeFile(join(tree.path, 'catalogue.ts'), '\nexport const score == 1;\n');
  expect(await launch()).toEqual({ code: 1, out: '', err: `${SENTENCE}\n` });
  const { code, out, err } = await launch('--json');
  expect([code, JSON.parse(out), err]).toEqual([1, { error: { code: 'not_loaded', message: SENTENCE } }, '']);
});

test('the launcher keeps the stack of what is no mistake in a source of this project', async () => {
  await mkdir(join(tree.path, 'broken/node_modules'), { recursive: true });
  await writeFile(join(tree.path, 'broken/node_modules/index.js'), "throw new Error('broken');");
  await writeFile(join(tree.path, 'entry.mjs'), "import './broken/node_modules/index.js';");
  const { code, err } = await launch();
  expect([code, err]).toEqual([1, expect.stringMatching(/Error: broken\n {4}at .*node_modules\/index\.js/)]);
});

test('the launcher leaves alone what reports its own errors', async () => {
  const own = "process.on('uncaughtException', ({ message }) => { console.log('own:', message); process.exit(3); });";
  await writeFile(join(tree.path, 'entry.mjs'), `${own}\nthrow new Error('late');`);
  expect(await launch()).toEqual({ code: 3, out: 'own: late\n', err: '' });
});
