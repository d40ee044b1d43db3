// A path that was typed in another folder than this process runs in: npm runs every script in the project's folder, also from docs/
// or with --prefix, and says in INIT_CWD where its user stands.
import { isAbsolute, resolve } from 'node:path';
import { projectPath } from '../../project-path.ts';

/** Unchanged where the user stands in the project's folder, or where no package manager has moved this process. `-` is a stream. */
export function typedPath(path: string, from = process.env['INIT_CWD'], cwd = process.cwd()): string {
  // A process that is started elsewhere, by a script of another project perhaps, is where its user wants it.
  const isMoved = from !== undefined && isAbsolute(from) && cwd === projectPath() && from !== cwd;
  return isMoved && path !== '-' ? resolve(from, path) : path;
}
