// `npm version` with this repository's settings and scripts, in a repository of its own without packages, as the workflow Release runs it.
import { copyFile, cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { projectPath } from '../../../project-path.ts';
import { type GitRepository, gitRepository } from '../../support/git-repository.ts';

const LOCK = { name: 'edgecard', lockfileVersion: 3, requires: true, packages: { '': { name: 'edgecard' } } };

let repository: GitRepository;
beforeAll(async () => {
  repository = await gitRepository('release');
  const { path, run } = repository;
  for (const file of ['package.json', 'project-path.ts', '.npmrc', '.gitignore'])
    await copyFile(projectPath(file), join(path, file));
  await cp(projectPath('tools/release'), join(path, 'tools/release'), { recursive: true });
  await writeFile(join(path, 'package-lock.json'), JSON.stringify(LOCK));
  await writeFile(join(path, 'CHANGELOG.md'), '# Changelog\n\n## Unreleased\n\n- A template.\n');
  run('git', 'add', '.');
  run('git', 'commit', '--quiet', '--message', 'feat: a template');
});
afterAll(() => repository.remove());

test('a release is one commit in order with a tag, whose notes are what was unreleased', async () => {
  const { run } = repository;
  const { version } = JSON.parse(await readFile(projectPath('package.json'), 'utf8'));
  const [major, minor] = version.split('.').map(Number);
  const tag = `v${major}.${minor + 1}.0`;
  run('npm', 'version', 'minor');
  expect(run('git', 'describe', '--exact-match')).toBe(tag);
  expect(run('git', 'log', '-1', '--format=%s')).toBe(`chore(release): ${tag.slice(1)}`);
  expect(run('git', 'status', '--porcelain')).toBe('');
  expect(run('git', 'show', '--name-only', '--format=').split('\n').sort()).toEqual([
    'CHANGELOG.md',
    'package-lock.json',
    'package.json',
  ]);
  expect(run('npm', 'run', '-s', 'release:notes', '--', tag)).toBe('- A template.');
  expect(() => run('npm', 'run', '-s', 'release:notes', '--', 'v0.0.1')).toThrow(/The tag v0\.0\.1 is not that of package\.json/);
});

test('a second release without a change is refused, and leaves no tag', () => {
  const { run } = repository;
  const tags = run('git', 'tag');
  expect(() => run('npm', 'version', 'patch')).toThrow(/nothing to release/);
  expect(run('git', 'tag')).toBe(tags);
});

test('without commit and tag, for a pull request, the changelog has its section as well', async () => {
  const { run, path } = repository;
  run('git', 'checkout', '--quiet', '--force');
  await writeFile(join(path, 'CHANGELOG.md'), '# Changelog\n\n## Unreleased\n\n- A font.\n');
  run('npm', 'version', '--no-git-tag-version', '--force', '7.0.0');
  expect(await readFile(join(path, 'CHANGELOG.md'), 'utf8')).toMatch(/## Unreleased\n\n## 7\.0\.0 - [\d-]{10}\n\n- A font\./);
  expect(run('git', 'tag')).not.toContain('7.0.0');
});
