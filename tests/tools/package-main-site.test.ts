// The command line of `npm run package:main-site`: what it refuses before it writes anything.
import { execFile } from 'node:child_process';
import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { projectPath } from '../../project-path.ts';
import { makePackage } from '../../tools/package-main-site/make-package.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

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
  ...['v1', '01.2.3', '1.02.3', '1.2.03', '1.2.3-01', '1.2.3-', '1.2.3-a..b'].map(
    (version) =>
      [
        `the version ${version}`,
        ['--version', version],
        new RegExp(`--version must be a version such as 1\\.2\\.3; got ${JSON.stringify(version)}\\.`),
      ] as const,
  ),
])('%s is refused in one sentence, and nothing is written', async (_, args, complaint) => {
  const before = await changedMs();
  const { code, out, err } = await run(...args);
  expect({ code, out }).toEqual({ code: 2, out: '' });
  expect(err).toMatch(complaint);
  expect(err.trim().split('\n')).toHaveLength(1);
  expect(await changedMs()).toBe(before);
});

test('a schema that does not compile leaves the package of before as it is', async () => {
  await using folder = await temporaryFolder('package');
  const [schema, out] = [join(folder.path, 'schema'), join(folder.path, 'out')];
  await Promise.all([schema, out].map((path) => mkdir(path)));
  await writeFile(join(schema, 'main-site.ts'), "export const card: number = 'a text';\n");
  await writeFile(join(out, 'cards-1.2.2.tgz'), 'the package of before');
  const builtFrom = { version: '1.2.3', commit: 'a'.repeat(40), designVersions: {} };
  const making = makePackage({ schema, out, name: '@acme/cards', builtFrom, license: projectPath('LICENSE') });
  await expect(making).rejects.toThrow(/main-site\.ts.*not assignable/);
  expect(await readFile(join(out, 'cards-1.2.2.tgz'), 'utf8')).toBe('the package of before');
});
