// What commands leave in a checkout that they should not.
import { execFileSync } from 'node:child_process';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** Files that a command is there to write, and folders that outlive a command by design. */
const WRITTEN = [
  /^dist\/(builds|main-site)\b/,
  // By `cards new`, and by the tables of the documents, which then have two templates more.
  /^card-schema\/(catalogue\.ts|templates\/|languages\/)/,
  /^card-site\/src\/cards\//,
  /^(README\.md|docs\/)/,
];

/** What has changed or is new in the checkout, ignored files included, that no command is there to write. */
export function unexpectedFiles(project: string): readonly string[] {
  const args = ['status', '--porcelain', '-z', '--ignored=matching', '--untracked-files=all'];
  const paths = execFileSync('git', args, { cwd: project })
    .toString()
    .split('\0')
    .filter(Boolean)
    .map((line) => line.slice(3));
  const files = paths.flatMap((path) => (path === 'dist/' ? dist(project) : [path]));
  return files.filter((path) => path !== 'node_modules/' && !WRITTEN.some((written) => written.test(path)));
}

function dist(project: string): readonly string[] {
  return execFileSync('find', ['dist', '-maxdepth', '2', '-type', 'f', '-o', '-path', 'dist/vite/*'], { cwd: project })
    .toString()
    .split('\n')
    .filter(Boolean);
}

/** Other than builds: half-made ones, marks and locks of processes. */
export async function leftInBuilds(project: string): Promise<readonly string[]> {
  const builds = join(project, 'dist/builds');
  const names = (await readdir(builds)).filter(
    (name) => name !== 'in-use' && !/^(card-site|studio)-[0-9a-f]{20}-[0-9a-f]{8}$/.test(name),
  );
  return [...names, ...(await readdir(join(builds, 'in-use')))];
}
