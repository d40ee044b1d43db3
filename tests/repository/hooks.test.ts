// The hooks of lefthook.yml in a repository of their own, with the real git and the real lefthook.
import { execFileSync, spawnSync } from 'node:child_process';
import { copyFile, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { projectPath } from '../../project-path.ts';

const identity = { NAME: 'Somebody', EMAIL: 'somebody@example.com' };
const env: NodeJS.ProcessEnv = {
  // Neither the settings of this machine, nor a repository around the tests, such as that of a hook that runs them.
  ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('GIT_') && !name.startsWith('LEFTHOOK'))),
  ...Object.fromEntries(
    Object.entries(identity).flatMap(([name, value]) => ['AUTHOR', 'COMMITTER'].map((of) => [`GIT_${of}_${name}`, value])),
  ),
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_SYSTEM: '/dev/null',
};

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'edgecard-hooks-'));
  for (const file of ['lefthook.yml', 'biome.json', 'package.json', '.gitignore']) {
    await copyFile(projectPath(file), join(folder, file));
  }
  for (const name of ['node_modules', 'tools']) await symlink(projectPath(name), join(folder, name));
  execFileSync('git', ['init', '--quiet'], { cwd: folder, env });
  execFileSync(projectPath('node_modules/.bin/lefthook'), ['install'], { cwd: folder, env, stdio: 'ignore' });
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Commits one file; the exit code and what the hooks print. */
async function commit(source: string, subject: string) {
  await writeFile(join(folder, 'card.ts'), source);
  execFileSync('git', ['add', 'card.ts'], { cwd: folder, env });
  const { status, stdout, stderr } = spawnSync('git', ['commit', '-m', subject], { cwd: folder, env, encoding: 'utf8' });
  return { status, output: stdout + stderr };
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
