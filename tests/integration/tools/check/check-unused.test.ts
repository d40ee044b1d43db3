import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect, test } from '@jest/globals';
import { checkUnused } from '../../../../tools/check/check-unused.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

const FILES = {
  'package.json': JSON.stringify({ name: 'small', type: 'module', workspaces: ['card-schema'] }),
  'card-schema/package.json': JSON.stringify({ name: 'schema', type: 'module' }),
  'knip.jsonc': `{
    // With comments, as ours.
    "workspaces": { ".": { "entry": ["tests/*.test.ts"], "project": ["**/*.ts"] } },
    "ignoreDependencies": []
  }`,
  'tests/promo.test.ts': "import './promo-things.ts';\nimport '../card-schema/templates/promo.ts';\n",
  'tests/promo-things.ts': 'export {};\n',
  'card-schema/languages/dates.ts': 'export const spelled = 1;\n',
};

async function projectOf(files: Readonly<Record<string, string>>) {
  const folder = await temporaryFolder('unused');
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder.path, name)), { recursive: true });
    await writeFile(join(folder.path, name), text);
  }
  return { ...folder, check: (leftOut: readonly string[]) => checkUnused({ leftOut, colors: false, project: folder.path }) };
}

test('what nothing uses is counted and named', async () => {
  await using project = await projectOf(FILES);
  const [result] = await project.check([]);
  expect(result).toMatchObject({ step: 'unused', ok: false, summary: '2 things' });
  expect(result?.details).toContain('card-schema/languages/dates.ts');
  expect(result?.details).toContain('../card-schema/templates/promo.ts');
});

test('without an example template neither its tests nor what templates are made with are reported', async () => {
  await using project = await projectOf(FILES);
  expect(await project.check(['tests/promo.test.ts'])).toEqual([{ step: 'unused', ok: true, summary: 'nothing' }]);
  expect(await readdir(join(project.path, 'node_modules/.cache/check'))).toEqual([]);
  await writeFile(join(project.path, 'stray.ts'), 'export {};\n');
  expect(await project.check(['tests/promo.test.ts'])).toMatchObject([{ ok: false, summary: '1 thing' }]);
});

test('a configuration that Knip cannot read is a failure that says so', async () => {
  await using project = await projectOf({ ...FILES, 'knip.jsonc': '{ "nothing": true }' });
  expect(await project.check([])).toMatchObject([{ ok: false, summary: 'Knip cannot run' }]);
});
