// The command line of `npm run package:main-site`: what it refuses before it writes anything.
import { execFile } from 'node:child_process';
import { stat } from 'node:fs/promises';
import { expect, test } from '@jest/globals';
import { projectPath } from '../../project-path.ts';

const script = projectPath('tools/package-main-site/package-main-site.ts');
const out = projectPath('dist/main-site');

interface Outcome {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

function run(...args: readonly string[]): Promise<Outcome> {
  return new Promise((resolve) => {
    execFile(process.execPath, [script, ...args], (error, out, err) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, out, err });
    });
  });
}

const changedMs = () =>
  stat(out).then(
    ({ ctimeMs }) => ctimeMs,
    () => undefined,
  );

test('--help prints the options, and makes no package', async () => {
  const before = await changedMs();
  expect(await run('--help')).toEqual({ code: 0, out: expect.stringMatching(/--name NAME .*\n.*--version VERSION /), err: '' });
  expect(await changedMs()).toBe(before);
});

test.each([
  ['an option that is not there', ['--nmae', '@acme/cards'], /'--nmae'/],
  [
    'a name that npm does not take',
    ['--name', 'Acme Cards'],
    /--name must be a package's name such as @acme\/cards; got "Acme Cards"\./,
  ],
  ['an invalid version', ['--version', 'v1'], /--version must be a version such as 1\.2\.3; got "v1"\./],
])('%s is refused in one sentence, and nothing is written', async (_, args, complaint) => {
  const before = await changedMs();
  const { code, out, err } = await run(...args);
  expect({ code, out }).toEqual({ code: 1, out: '' });
  expect(err).toMatch(complaint);
  expect(err.trim().split('\n')).toHaveLength(1);
  expect(await changedMs()).toBe(before);
});
