// The hooks of lefthook.yml in a repository of their own, with the real git and the real lefthook.
import { copyFile, mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { projectPath } from '../../../project-path.ts';
import { type GitRepository, gitRepository } from '../../support/git-repository.ts';

let repository: GitRepository;
beforeAll(async () => {
  repository = await gitRepository('hooks');
  for (const file of ['lefthook.yml', 'biome.json', 'package.json', '.gitignore']) {
    await copyFile(projectPath(file), join(repository.path, file));
  }
  for (const name of ['node_modules', 'cli', 'tools']) await symlink(projectPath(name), join(repository.path, name));
  await mkdir(join(repository.path, 'edge'));
  repository.run(projectPath('node_modules/.bin/lefthook'), 'install');
});
afterAll(() => repository.remove());

/** Commits one file; the exit code and what the hooks print. */
async function commit(source: string, subject: string) {
  await writeFile(join(repository.path, 'edge/card.ts'), source);
  repository.run('git', 'add', 'edge/card.ts');
  return repository.attempt('git', 'commit', '-m', subject);
}

test('a commit in order goes through', async () => {
  expect(await commit("export const card = 'score';\n", 'feat: a card')).toMatchObject({ status: 0 });
});

test('a file that is not formatted is refused, with the command that mends it', async () => {
  const { status, output } = await commit('export const card = "article"', 'feat: another card');
  expect(status).toBe(1);
  expect(output).toContain('npm run format');
});

test('a subject out of order is refused, with what it must be like', async () => {
  const { status, output } = await commit("export const card = 'quote';\n", 'another card');
  expect(status).toBe(1);
  expect(output).toContain('fix(edge): what the commit does');
});
