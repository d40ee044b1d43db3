// A new repository for tests of what git does, with the settings of nobody.
import { execFileSync, spawnSync } from 'node:child_process';
import { type TemporaryFolder, temporaryFolder } from './temporary-folder.ts';

export interface GitRepository extends TemporaryFolder {
  /** What a command prints; throws when it fails. */
  run(command: string, ...args: readonly string[]): string;
  /** The exit code, and all that a command prints. */
  attempt(command: string, ...args: readonly string[]): { readonly status: number | null; readonly output: string };
}

const ENVIRONMENT: NodeJS.ProcessEnv = {
  // Neither the settings of this machine and of npm, nor the repository of a hook that runs the tests.
  ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(GIT|LEFTHOOK|npm)_/i.test(name))),
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_SYSTEM: '/dev/null',
  GIT_AUTHOR_NAME: 'Somebody',
  GIT_AUTHOR_EMAIL: 'somebody@example.com',
  GIT_COMMITTER_NAME: 'Somebody',
  GIT_COMMITTER_EMAIL: 'somebody@example.com',
};

export async function gitRepository(name: string): Promise<GitRepository> {
  const folder = await temporaryFolder(name);
  const options = { cwd: folder.path, env: ENVIRONMENT, encoding: 'utf8', stdio: 'pipe' } as const;
  const run: GitRepository['run'] = (command, ...args) => execFileSync(command, args, options).trim();
  run('git', 'init', '--quiet');
  return {
    ...folder,
    run,
    attempt(command, ...args) {
      const { status, stdout, stderr } = spawnSync(command, args, options);
      return { status, output: stdout + stderr };
    },
  };
}
