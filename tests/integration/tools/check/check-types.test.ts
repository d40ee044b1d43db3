import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect, test } from '@jest/globals';
import { checkTypes } from '../../../../tools/check/check-types.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

const CONFIG = { compilerOptions: { noEmit: true, incremental: true, strict: true, types: [], lib: ['es2023'] } };
const CACHE = 'node_modules/.cache/check';

/** A project with the two programs that ours has. */
async function projectOf(files: Readonly<Record<string, string>>) {
  const folder = await temporaryFolder('types');
  const all = {
    'tsconfig.check.json': JSON.stringify({ ...CONFIG, include: ['tests'], exclude: ['tests/other'] }),
    'card-site/tsconfig.json': JSON.stringify({ ...CONFIG, include: ['src'] }),
    'card-site/src/page.ts': 'export const page = 1;\n',
    'tests/other/wrong.ts': "export const other: number = '';\n",
    ...files,
  };
  for (const [name, text] of Object.entries(all)) {
    await mkdir(dirname(join(folder.path, name)), { recursive: true });
    await writeFile(join(folder.path, name), text);
  }
  const check = (leftOut: readonly string[] = []) => checkTypes({ leftOut, colors: false, project: folder.path });
  return { ...folder, check };
}

const WRONG = "export const wrong: number = '';\n";

test('errors of both programs are counted, and each names its place', async () => {
  await using project = await projectOf({ 'tests/a.ts': WRONG, 'card-site/src/b.ts': WRONG });
  const [result] = await project.check();
  expect(result).toMatchObject({ step: 'types', ok: false, summary: '2 errors' });
  expect(result?.details).toContain('tests/a.ts(1,14): error TS2322');
  expect(result?.details).toContain('card-site/src/b.ts(1,14): error TS2322');
});

test('files about examples that are gone are left out, and what the program leaves out itself as well', async () => {
  await using project = await projectOf({ 'tests/a.ts': WRONG, 'tests/b.ts': 'export const b = 1;\n' });
  expect(await project.check(['tests/a.ts'])).toEqual([{ step: 'types', ok: true, summary: 'right' }]);
  expect(await project.check()).toMatchObject([{ ok: false, summary: '1 error' }]);
});

test('checks at once, with a cache that is broken, are all right and leave one build info for each program', async () => {
  await using project = await projectOf({ 'tests/a.ts': 'export const a = 1;\n' });
  await mkdir(join(project.path, CACHE), { recursive: true });
  await writeFile(join(project.path, CACHE, 'tsconfig-check-json.tsbuildinfo'), '{"fileNames":["./a');
  const results = await Promise.all([project.check(), project.check(), project.check()]);
  expect(results.flat().map(({ ok }) => ok)).toEqual([true, true, true]);
  expect((await readdir(join(project.path, CACHE))).sort()).toEqual([
    'card-site-tsconfig-json.tsbuildinfo',
    'tsconfig-check-json.tsbuildinfo',
  ]);
});

test('a checkout in which nobody may write is checked', async () => {
  await using project = await projectOf({ 'tests/a.ts': WRONG, 'tests/b.ts': 'export const b = 1;\n' });
  await writeFile(join(project.path, 'node_modules'), ''); // root may write everywhere, but not into a file
  expect(await project.check()).toMatchObject([{ ok: false, summary: '1 error' }]);
  expect(await project.check(['tests/a.ts'])).toMatchObject([{ ok: true }]);
});
