import { statSync } from 'node:fs';
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
  if (changedMs('node_modules/.package-lock.json') >= changedMs('package-lock.json')) return;
  console.error(`Installing the packages of ${folder} …`);
  const code = await runProgram('npm', ['ci'], { folder });
  if (code !== 0)
    throw new ExpectedError('not_installed', `npm could not install the packages of ${folder}; its complaint is above.`);
}
