import { createHash } from 'node:crypto';
import { statSync } from 'node:fs';
import { madePath } from '../card-site/bundle/made-path.ts';
import { withLock } from '../card-site/bundle/process-lock.ts';
import type { ProcessMark } from '../card-site/bundle/process-mark.ts';
import { ExpectedError } from '../cli/terminal/errors.ts';
import { projectPath } from '../project-path.ts';
import { runProgram } from './run-program.ts';

/**
 * Installs what few people need (the bench's peers, Stryker, the sources of the fonts) from a folder's own lock file, if that has not
 * been done since the file last changed. Throws ExpectedError.
 */
export async function installPackages(folder: string): Promise<void> {
  const changedMs = (file: string) => statSync(projectPath(folder, file), { throwIfNoEntry: false })?.mtimeMs ?? 0;
  // npm writes it last.
  const isInstalled = () => changedMs('node_modules/.package-lock.json') >= changedMs('package-lock.json');
  if (isInstalled()) return;
  const lock = {
    file: madePath(`install-${createHash('sha256').update(folder).digest('hex').slice(0, 12)}.lock`),
    work: 'npm ci',
    onWaiting: ({ pid }: ProcessMark) => console.error(`Process ${pid} installs the packages of ${folder}: this waits for it …`),
  };
  // npm ci begins by deleting what the other one is just installing.
  await withLock(lock, async () => {
    if (isInstalled()) return;
    console.error(`Installing the packages of ${folder} …`);
    const code = await runProgram('npm', ['ci'], { folder });
    if (code !== 0)
      throw new ExpectedError('not_installed', `npm could not install the packages of ${folder}; its complaint is above.`);
  });
}
