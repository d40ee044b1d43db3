import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** The commit in one word, for a header; undefined where there is none. */
export function commitLabel(commit: string): string | undefined {
  const [, hash, changes] = /^([0-9a-f]{40})( .*)?$/.exec(commit) ?? [];
  return hash && (changes === undefined ? hash : `${hash}-changed`);
}

/** The commit that is being deployed. Without git, or with changes that no commit holds, it says so. */
export async function currentCommit(project: string): Promise<string> {
  try {
    const { stdout: commit } = await run('git', ['rev-parse', 'HEAD'], { cwd: project });
    const { stdout: changes } = await run('git', ['status', '--porcelain'], { cwd: project });
    return changes.trim() === '' ? commit.trim() : `${commit.trim()} with changes that are not committed`;
  } catch {
    return 'unknown, this is not a git repository';
  }
}
