import { execFile } from 'node:child_process';
import { symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { projectPath } from '../../../../project-path.ts';
import { type TemporaryFolder, temporaryFolder } from '../../../support/temporary-folder.ts';

let project: TemporaryFolder;

beforeAll(async () => {
  project = await temporaryFolder('mistake');
  await writeFile(join(project.path, 'package.json'), '{"type":"module"}');
  await writeFile(join(project.path, 'entry.ts'), "import { score } from './catalogue.ts';\nconsole.log(score);\n");
  await writeFile(join(project.path, 'fields.ts'), 'export const field: string = "home";\n');
  await symlink(projectPath('node_modules'), join(project.path, 'node_modules'));
});

afterAll(() => project.remove());

/** What is said when the catalogue has these lines. */
async function said(...lines: readonly string[]): Promise<{ readonly out: string; readonly err: string }> {
  await writeFile(join(project.path, 'catalogue.ts'), `${lines.join('\n')}\n`);
  const script = projectPath('tests/integration/card-site/bundle/import-entry.ts');
  const { stdout, stderr } = await promisify(execFile)(process.execPath, [script, project.path, 'entry.ts']);
  return { out: stdout.trimEnd(), err: stderr };
}

const FIELD = "import { field } from './fields.ts';";

describe('a mistake in a source is one sentence with its file and line:', () => {
  test.each([
    ['a wrong sign', ['', 'export const score == 1;'], 2, 'Expected ";" but found "==".'],
    ['a string without its end', ['', '', "export const score = 'a;"], 3, 'Unterminated string literal.'],
    ['a file that is not there', ["import './nope.ts';", 'export const score = 1;'], 1, 'Could not resolve "./nope.ts".'],
    ['a package that is not there', ['export const score = 1;', "import 'no-such/a';"], 2, "Cannot find package 'no-such'."],
    [
      'a name that a file does not have',
      ["import { fields } from './fields.ts';", 'export const score = fields;'],
      1,
      'No matching export in "fields.ts" for import "fields".',
    ],
    [
      'an import that is there twice, as after a merge',
      [FIELD, FIELD, 'export const score = field;'],
      2,
      'The symbol "field" has already been declared.',
    ],
    ['a name that is not declared', ['', 'export const score = scre;'], 2, 'scre is not defined.'],
    [
      'two files that import each other',
      ["import { entry } from './circle.ts';", 'export const score = entry;'],
      undefined,
      "circle.ts:2 cannot be loaded: Cannot access 'score' before initialization.",
    ],
    [
      'TypeScript that Node does not run',
      ['export enum score { home }'],
      1,
      'TypeScript enum is not supported in strip-only mode.',
    ],
    ['what it throws', ['export const score = 1;', 'throw new Error("two\\n\\u001b[31mlines");'], 2, 'two lines.'],
    ['what a package throws', ["import * as z from 'zod';", 'export const score = z.enum(undefined);'], 2, expect.any(String)],
  ])('%s', async (_, lines, line, reason) => {
    await writeFile(
      join(project.path, 'circle.ts'),
      "import { score } from './catalogue.ts';\nexport const entry = { ...score };\n",
    );
    const { out, err } = await said(...lines);
    expect(err).toBe('');
    const sentence = line === undefined ? reason : `catalogue.ts:${line} cannot be loaded: ${reason}`;
    if (typeof reason === 'string') expect(out).toBe(sentence);
    else expect(out).toMatch(new RegExp(`^catalogue\\.ts:${line} cannot be loaded: .+\\.$`));
  });
});

test('of several mistakes it gives the first, and how many more there are', async () => {
  const { out } = await said("import './a.ts';", "import './b.ts';", 'export const score = 1;');
  expect(out).toBe('catalogue.ts:1 cannot be loaded: Could not resolve "./a.ts". 1 more like it.');
});

test('what is thrown and is no Error has no line', async () => {
  const { out } = await said('export const score = 1;', 'throw "nothing";');
  expect(out).toBe('A source cannot be loaded: it throws "nothing", which is no Error and has no line.');
});
