// With CI an example that was changed and not recorded is a failure, for the tests about it are left out.
import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect, test } from '@jest/globals';
import { checkExamples } from '../../../tools/check/check-examples.ts';
import { hashOfTemplate, RECORD, recordExamples, recordedExamples } from '../../../tools/check/example-templates.ts';
import { changedExamples } from '../../../tools/check/left-out-files.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const CATALOGUE = 'card-schema/catalogue.ts';
const SCORE = 'card-schema/templates/first.ts';
const STYLE = 'card-site/src/cards/first/first.css';

/** A project of these examples, recorded as they are. */
async function projectWith(names: readonly string[]) {
  const folder = await temporaryFolder('examples');
  const write = async (file: string, text: string) => {
    await mkdir(dirname(join(folder.path, file)), { recursive: true });
    await writeFile(join(folder.path, file), text);
  };
  await write(CATALOGUE, `export const TEMPLATES = { ${names.join(', ')} };\n`);
  await write(RECORD, JSON.stringify(Object.fromEntries(names.map((name) => [name, '']))));
  for (const name of names) await write(`card-schema/templates/${name}.ts`, `export const ${name} = 1;\n`);
  await write(STYLE, '.first {}\n');
  recordExamples(folder.path);
  return { ...folder, write };
}

test('what is recorded, or gone from the catalogue, is right', async () => {
  await using project = await projectWith(['first', 'second']);
  expect(changedExamples(project.path)).toEqual([]);
  await project.write(CATALOGUE, 'export const TEMPLATES = { second };\n');
  await project.write(SCORE, 'export const first = 2;\n');
  expect(changedExamples(project.path)).toEqual([]);
  expect(checkExamples([])).toMatchObject([{ step: 'examples', ok: true }]);
});

test('a changed one fails until it is recorded', async () => {
  await using project = await projectWith(['first', 'second']);
  await project.write(STYLE, '.first { color: red }\n');
  expect(changedExamples(project.path)).toEqual(['first']);
  recordExamples(project.path);
  expect(changedExamples(project.path)).toEqual([]);
});

test('one without an entry in the record is a team’s own, and stays out of it', async () => {
  await using project = await projectWith(['first', 'second']);
  await project.write(SCORE, 'export const first = 2;\n');
  const { second } = recordedExamples(project.path);
  await project.write(RECORD, JSON.stringify({ second }));
  expect(changedExamples(project.path)).toEqual([]);
  recordExamples(project.path);
  expect(JSON.parse(await readFile(join(project.path, RECORD), 'utf8'))).toEqual({ second });
});

test('ends of lines are no change', async () => {
  await using project = await projectWith(['first']);
  await using other = await temporaryFolder('examples-crlf');
  await cp(project.path, other.path, { recursive: true });
  await writeFile(join(other.path, STYLE), '.first {}\r\n');
  expect(hashOfTemplate('first', other.path)).toBe(hashOfTemplate('first', project.path));
});

test('the failure is one sentence that names both ways out', () => {
  expect(checkExamples(['first'])).toMatchObject([
    {
      ok: false,
      summary: '1 example changed',
      details:
        'first is not as tools/check/example-templates.json has it: where it is still an example of Edgecard, run `npm run check -- --record-examples` and commit the file; where it has become your own, delete its entry there, and the tests about it are left out.',
    },
  ]);
  expect(checkExamples(['first', 'second'])[0]?.details).toMatch(/^first and second are not as .* delete their entries there/);
});
