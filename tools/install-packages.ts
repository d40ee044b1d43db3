// `node tools/install-packages.ts FOLDER`: installs what few people need (the bench's peers, Stryker, the sources of the fonts) from
// a folder's own lock file, if that has not been done since the file last changed.
import { spawnSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { projectPath } from '../project-path.ts';

const [folder = ''] = process.argv.slice(2);

/** npm writes it last. */
const installedMs = changedMs('node_modules/.package-lock.json');
if (installedMs < changedMs('package-lock.json')) {
  process.stderr.write(`Installing the packages of ${folder}.\n`);
  const { status } = spawnSync('npm', ['ci'], { cwd: projectPath(folder), stdio: 'inherit' });
  process.exitCode = status ?? 1;
}

function changedMs(file: string): number {
  return statSync(projectPath(folder, file), { throwIfNoEntry: false })?.mtimeMs ?? 0;
}
