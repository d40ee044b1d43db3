// Whether the system lets this process watch all the files that it has to follow. Tried before Vite does, which would print a warning for
// each of them.
import { type FSWatcher, readdirSync, watch } from 'node:fs';
import { join } from 'node:path';
import { types } from 'node:util';
import { projectPath } from '../../project-path.ts';

/** What Vite and followSource() watch: its root with every file in it, and what the pictures depend on. */
const WATCHED = ['card-site', 'card-schema', 'edge'];

const REMEDIES: Readonly<Record<string, string>> = {
  ENOSPC: 'sudo sysctl fs.inotify.max_user_watches=524288',
  EMFILE: 'sudo sysctl fs.inotify.max_user_instances=1024',
  ENFILE: 'sudo sysctl fs.file-max=1000000',
};

type Watch = (path: string) => Pick<FSWatcher, 'close'>;

/** A sentence with the remedy; undefined when there are watches enough. */
export function watchRefusal(start: Watch = (path) => watch(path, () => {})): string | undefined {
  const watches: Pick<FSWatcher, 'close'>[] = [];
  try {
    for (const path of pathsToWatch()) watches.push(start(path));
    return undefined;
  } catch (error) {
    const code = types.isNativeError(error) && 'code' in error ? String(error.code) : '';
    const remedy = REMEDIES[code];
    if (remedy === undefined) return undefined; // a file that has just gone, which is no limit
    return `the system lets this user watch no more than ${watches.length} files (${code}), so changes are looked for once a second; at once after: ${remedy}`;
  } finally {
    for (const each of watches) each.close();
  }
}

function pathsToWatch(): readonly string[] {
  return WATCHED.flatMap((folder) => {
    const entries = readdirSync(projectPath(folder), { recursive: true, withFileTypes: true });
    return [projectPath(folder), ...entries.map(({ parentPath, name }) => join(parentPath, name))];
  });
}
