// Keeps the picture pipeline at one with the source: what changes in the editor is what the next JPEG shows.
import { join, relative, sep } from 'node:path';
import type { DesignVersions } from '../../card-schema/design-version.ts';
import { type BuiltCardSite, buildApart } from '../build/build-apart.ts';

const project = join(import.meta.dirname, '../..');

/** What the pictures depend on. The studio's own page is not among it. */
const SOURCES = /^(card-schema|edge|card-site\/src)\/|^card-site\/(index\.html|vite\.config\.ts)$/;
/** What this process has imported, or Vite has been set up with: it stays as it was, and only a new process has it anew. */
const IMPORTED = /^(card-schema|edge)\/|^card-site\/vite\.config\.ts$/;
/** Folders that the page's own imports do not cover. */
export const ALSO_WATCHED = ['card-schema', 'edge'].map((folder) => join(project, folder));

/** An editor writes several files at once, and some of them in several steps. */
const QUIET_MS = 80;

/** The part of Vite's watcher that is needed here. */
interface Watcher {
  on(event: 'all', listener: (event: string, path: string) => void): unknown;
}

export interface FollowSourceParts {
  readonly watcher: Watcher;
  /** What was built before. */
  readonly built: BuiltCardSite;
  readonly build?: () => Promise<BuiltCardSite>;
  readonly onRebuilt: (designVersions: DesignVersions) => void;
  /** The new source builds, but this process cannot take it in. */
  readonly onOutgrown: (designVersions: DesignVersions) => void;
  readonly onFailed: (message: string) => void;
}

export function followSource({ watcher, built, build = buildApart, ...told }: FollowSourceParts): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let building = false;
  let changed = false;
  let isOutgrown = false;
  const coverage = JSON.stringify(built.fontCoverage);

  watcher.on('all', (_, path) => {
    const file = relative(project, path).split(sep).join('/');
    if (!SOURCES.test(file)) return;
    isOutgrown ||= IMPORTED.test(file);
    changed = true;
    clearTimeout(timer);
    timer = setTimeout(rebuild, QUIET_MS);
    timer.unref();
  });

  /** One build at a time; what changes meanwhile is built right after it. */
  async function rebuild(): Promise<void> {
    if (building) return;
    building = true;
    while (changed) {
      changed = false;
      try {
        const next = await build();
        if (changed) continue;
        // The pages have the coverage from Vite, which was given it at its start.
        if (isOutgrown || JSON.stringify(next.fontCoverage) !== coverage) told.onOutgrown(next.designVersions);
        else told.onRebuilt(next.designVersions);
      } catch (error) {
        if (!changed) told.onFailed(error instanceof Error ? error.message : String(error));
      }
    }
    building = false;
  }
}
