// A team's own templates keep everything green, without a change to a test: check and the unit tests in copies of the project.
// Of these run the ones that could see a template: none of the others differs from the same test in the project itself.
import { execFile } from 'node:child_process';
import { isAbsolute, join, relative } from 'node:path';
import { expect, test } from '@jest/globals';
import { makeOwnSet, type OwnSet } from '../support/own-templates.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { testsOfTemplates } from '../support/tests-of-templates.ts';

/** Several times what it takes on two cores. */
const MAX_MS = 600_000;

interface Outcome {
  readonly code: number;
  readonly output: string;
}

/** Outside CI, as on somebody's own machine: what only waits for `npm run golden` or `npm run docs` is no failure there. */
function run(project: string, ...args: readonly string[]): Promise<Outcome> {
  const { CI: _, ...env } = process.env;
  const bin = join(project, 'node_modules/.bin');
  return new Promise((resolve) => {
    const options = { cwd: project, env: { ...env, PATH: `${bin}:${env['PATH']}` }, maxBuffer: 2 ** 28 };
    execFile('npm', args, options, (error, out, err) => {
      resolve({ code: error ? Number(error.code ?? 1) : 0, output: `${out}${err}` });
    });
  });
}

test.each<[string, OwnSet]>([
  ['three more, of every kind of address', 'added'],
  ['none but the default card', 'alone'],
  ['their own in place of ours', 'own'],
  ['ours, of which they have changed some', 'changed'],
])(
  'check and the unit tests are green with %s',
  async (_, set) => {
    await using folder = await temporaryFolder('own-templates');
    const project = join(folder.path, 'project');
    makeOwnSet(project, set);
    const check = await run(project, 'run', '-s', 'check');
    expect([check.code, check.output]).toEqual([0, expect.any(String)]);
    const listed = await run(project, 'run', '-s', 'test:unit', '--', '--listTests');
    const tests = listed.output.split('\n').flatMap((line) => (isAbsolute(line) ? [relative(project, line)] : []));
    const unit = await run(project, 'run', '-s', 'test:unit', '--', ...(await testsOfTemplates(project, tests)));
    expect([unit.code, unit.output.match(/^(failed: .*|\d+ passed, 0 failed)$/m)?.[0]]).toEqual([
      0,
      expect.stringMatching(/^\d{4,} passed, 0 failed$/),
    ]);
  },
  2 * MAX_MS,
);
