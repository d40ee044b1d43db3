// When the build in dist/ began, kept with it: a process that takes another's place finds out by this what has changed since.
import { readFile } from 'node:fs/promises';
import { projectPath } from '../../project-path.ts';

/** The start of this process, before it has imported a source. */
export const BUILD_STARTED_MS = performance.timeOrigin;

/** In dist/. */
export const BUILD_START = 'build-start.json';

export async function readBuildStart(): Promise<number> {
  const text = await readFile(projectPath('dist', BUILD_START), 'utf8');
  return (JSON.parse(text) as { startedMs: number }).startedMs; // as card-site.ts writes it
}
