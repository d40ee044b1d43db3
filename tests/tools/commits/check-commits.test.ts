import { spawnSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { projectPath } from '../../../project-path.ts';
import { type GitRepository, gitRepository } from '../../support/git-repository.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const SUBJECTS = ['feat: the first', 'no type', 'fix(edge): in order', `docs: ${'long '.repeat(20)}`];

let repository: GitRepository;
beforeAll(async () => {
  repository = await gitRepository('commits');
  for (const subject of SUBJECTS) repository.run('git', 'commit', '--quiet', '--allow-empty', '--message', subject);
});
afterAll(() => repository.remove());

const check = (...args: string[]) => repository.attempt(process.execPath, projectPath('tools/commits/check-commits.ts'), ...args);

test('of a range, each commit that is not in order is named', () => {
  const { status, output } = check('--range', 'HEAD~3..HEAD');
  const hashes = repository.run('git', 'log', '--format=%h').split('\n');
  expect(status).toBe(1);
  expect(output.trim().split('\n')).toEqual([
    expect.stringMatching(`^${hashes[0]}: The subject has \\d+ characters`),
    expect.stringMatching(`^${hashes[2]}: The subject must be like`),
  ]);
});

test('a range in order is fine, and so is one without commits', () => {
  expect(check('--range', 'HEAD~2..HEAD~1')).toEqual({ status: 0, output: '' });
  expect(check('--range', 'HEAD..HEAD')).toEqual({ status: 0, output: '' });
});

test('the message of a commit that is being made is read from its file', async () => {
  const file = join(repository.path, 'COMMIT_EDITMSG');
  await writeFile(file, 'fix: a picture\n');
  expect(check(file)).toEqual({ status: 0, output: '' });
  await writeFile(file, 'a picture\n');
  expect(check(file)).toMatchObject({ status: 1, output: expect.stringContaining('with one of feat, fix, ') });
});

test.each([[[]], [['a', 'b']], [['--range', 'A..B', 'c']], [['--range', 'no..where']], [['no-file']], [['--wrong']]])(
  'a wrong command line %j is refused without a stack',
  (args) => {
    const { status, output } = check(...args);
    expect(status).toBe(2);
    expect(output).not.toMatch(/^ {4}at /m);
  },
);

test('outside a repository the sentence says so, and it is no mistake in the command line', async () => {
  await using folder = await temporaryFolder('archive');
  const script = projectPath('tools/commits/check-commits.ts');
  const { status, stderr } = spawnSync(process.execPath, [script, '--range', 'A..B'], { cwd: folder.path, encoding: 'utf8' });
  expect([status, stderr.trim().split('\n')]).toEqual([1, [expect.stringMatching(/there is none here that git reads: fatal: /)]]);
});

test('without git the sentence says so, and it is no mistake in the command line', () => {
  const script = projectPath('tools/commits/check-commits.ts');
  const env = { ...process.env, PATH: repository.path };
  const { status, stderr } = spawnSync(process.execPath, [script, '--range', 'A..B'], { env, encoding: 'utf8' });
  expect([status, stderr]).toEqual([1, 'git is not installed, or not in PATH, and the messages are in it.\n']);
});
