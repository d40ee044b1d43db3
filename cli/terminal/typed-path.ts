// A path that was typed in another folder than this process runs in: npm runs every script in the project's folder, also from docs/
// or with --prefix, and says in INIT_CWD where its user stands.
import { isAbsolute, resolve } from 'node:path';
import { projectPath } from '../../project-path.ts';

/** Unchanged where the user stands in the project's folder, or where no package manager has moved this process. `-` is a stream. */
export function typedPath(path: string, { INIT_CWD: from, npm_package_json: of } = process.env, cwd = process.cwd()): string {
  // A process that is started elsewhere, or by a script of another project, is where its user wants it. (Yarn 1 does not say of which.)
  const isOurs = cwd === projectPath() && (of === undefined || of === projectPath('package.json'));
  const isMoved = isOurs && from !== undefined && isAbsolute(from) && from !== cwd;
  return isMoved && path !== '-' ? resolve(from, path) : path;
}
