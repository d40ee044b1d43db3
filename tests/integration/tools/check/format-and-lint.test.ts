import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect, test } from '@jest/globals';
import { projectPath } from '../../../../project-path.ts';
import { formatAndLint } from '../../../../tools/check/format-and-lint.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

const RIGHT = 'export const right = 1;\n';
const UNFORMATTED = 'export  const a = 1\n';
const FORMATTED = 'export const a = 1;\n';
const LINTED = "import { b } from './b.ts';\n\nif (b == 2) console.log(b);\n";

/** A project of these files without git, as a source archive is, with our configuration of Biome. */
async function projectOf(files: Readonly<Record<string, string>>) {
  const folder = await temporaryFolder('check');
  for (const name of ['biome.json', '.gitignore']) await copyFile(projectPath(name), join(folder.path, name));
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder.path, name)), { recursive: true });
    await writeFile(join(folder.path, name), text);
  }
  return { ...folder, textOf: (name: string) => readFile(join(folder.path, name), 'utf8') };
}

const options = { colors: false };

test('what is not formatted is formatted and named, and nothing else is written', async () => {
  await using project = await projectOf({ 'cli/a.ts': UNFORMATTED, 'cli/b.ts': RIGHT });
  const [format, lint] = await formatAndLint({ ...options, write: true, project: project.path });
  expect(format).toEqual({ step: 'format', ok: true, summary: 'wrote cli/a.ts' });
  expect(lint).toMatchObject({ step: 'lint', ok: true });
  expect(await project.textOf('cli/a.ts')).toBe(FORMATTED);
  expect(await formatAndLint({ ...options, write: false, project: project.path })).toMatchObject([{ ok: true }, { ok: true }]);
});

test('what the linter could change by itself is reported and not changed, in a file that is formatted too', async () => {
  const fixable = 'export function one() {\n  let a = 1;\n  return a;\n}\n';
  await using project = await projectOf({ 'cli/a.ts': fixable, 'cli/b.ts': `${UNFORMATTED}${fixable}` });
  const [format, lint] = await formatAndLint({ ...options, write: true, project: project.path });
  expect(format).toEqual({ step: 'format', ok: true, summary: 'wrote cli/b.ts' });
  expect(lint).toMatchObject({ summary: '2 warnings', details: expect.stringContaining('cli/a.ts:2:3 lint/style/useConst') });
  expect([await project.textOf('cli/a.ts'), await project.textOf('cli/b.ts')]).toEqual([fixable, `${FORMATTED}${fixable}`]);
});

test('in CI nothing is written: what is not formatted fails by name, with the remedy', async () => {
  await using project = await projectOf({ 'cli/a.ts': UNFORMATTED, 'cli/b.ts': LINTED });
  const [format, lint] = await formatAndLint({ ...options, write: false, project: project.path });
  expect(format).toEqual({
    step: 'format',
    ok: false,
    summary: '1 file not formatted',
    details: 'cli/a.ts',
    remedy: '`npm run format` formats it; commit what it changes.',
  });
  expect(lint).toMatchObject({
    ok: false,
    summary: '1 error',
    details: expect.stringContaining('cli/b.ts:3:7 lint/suspicious/noDoubleEquals'),
  });
  expect(await project.textOf('cli/a.ts')).toBe(UNFORMATTED);
});

test('a file that cannot be read is the lint’s to report, and the others are formatted all the same', async () => {
  await using project = await projectOf({ 'cli/a.ts': UNFORMATTED, 'cli/broken.ts': 'const = ;\n' });
  const [format, lint] = await formatAndLint({ ...options, write: true, project: project.path });
  expect(format).toMatchObject({ ok: true, summary: 'wrote cli/a.ts' });
  expect(lint).toMatchObject({ ok: false, details: expect.stringContaining('cli/broken.ts:1:7 parse') });
});

test('what is not part of the project is left alone', async () => {
  const mine = {
    'notes.json': '{ not json',
    'scratch/try.ts': 'let = 1',
    'coverage/a.js': 'x==1',
    'out/a.js': 'x==1',
    'todo.ts': 'const a',
  };
  await using project = await projectOf({ ...mine, 'cli/a.ts': RIGHT });
  expect(await formatAndLint({ ...options, write: true, project: project.path })).toMatchObject([{ ok: true }, { ok: true }]);
  for (const [name, text] of Object.entries(mine)) expect(await project.textOf(name)).toBe(text);
});

test('a configuration that Biome cannot read is a failure that says so', async () => {
  await using project = await projectOf({ 'cli/a.ts': RIGHT });
  await writeFile(join(project.path, 'biome.json'), '{ "formatter": 3 }');
  expect(await formatAndLint({ ...options, write: true, project: project.path })).toMatchObject([
    { step: 'format', ok: false, summary: 'Biome cannot run' },
  ]);
});
