// What the package says about its origin, so that a copy can be held against the templates of today.
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { BuiltFrom } from '../../card-schema/built-from.ts';
import { designVersions } from '../../card-site/bundle/design-versions.ts';
import { projectPath } from '../../project-path.ts';
import { currentCommit } from '../deploy/commit.ts';

const COMMIT = /^[0-9a-f]{40}$/;

/**
 * Major and minor version are the project's. The last number is the commit's time in UTC, which grows from commit to commit in shallow
 * clones as well, so that `npm outdated` and Renovate find an old copy.
 */
export async function describeBuild(projectVersion: string, version?: string): Promise<BuiltFrom> {
  const commit = await currentCommit(projectPath());
  const [major, minor] = projectVersion.split('.');
  const derived = `${major}.${minor}.${await commitTime()}${COMMIT.test(commit) ? '' : '-uncommitted'}`;
  return { version: version ?? derived, commit, designVersions: await designVersions() };
}

/** As a number such as 20261129191039; 0 without a commit. */
async function commitTime(): Promise<string> {
  try {
    const format = ['--date=format-local:%Y%m%d%H%M%S', '--format=%cd'];
    const env = { ...process.env, TZ: 'UTC' };
    const { stdout } = await promisify(execFile)('git', ['log', '-1', ...format], { cwd: projectPath(), env });
    return stdout.trim();
  } catch {
    return '0'; // no git, or no repository: the version's end says that it is of no commit
  }
}
