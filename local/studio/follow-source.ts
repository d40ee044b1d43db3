// Keeps the picture pipeline at one with the source: what changes in the editor is what the next JPEG shows.
import { existsSync } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { basename, dirname, join, relative, sep } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { buildCardSite } from '../../card-site/bundle/build-card-site.ts';
import { EDITOR_TEMP_FILE } from '../../card-site/bundle/build-inputs.ts';
import type { BuiltCardSite } from '../../card-site/bundle/built-files.ts';
import { projectPath } from '../../project-path.ts';
import { checkStackStart } from './check-start.ts';

const project = projectPath();

/** What the pictures depend on. The studio's own page is not among it. */
const SOURCES = /^(card-schema|edge|card-site\/(src|fonts))\/|^card-site\/(index\.html|vite\.config\.ts)$/;
/** What this process has imported, or Vite has been set up with: it stays as it was until a new process takes this one's place. */
const IMPORTED = /^(card-schema|edge|card-site\/fonts)\/|^card-site\/vite\.config\.ts$/;
export function isImported(path: string): boolean {
  return IMPORTED.test(inProject(path));
}

/** What the page's own imports do not cover: the rules, which fonts there are, and what they can draw. */
export const ALSO_WATCHED = ['card-schema', 'edge', 'card-site/fonts'].map((folder) => projectPath(folder));

/** An editor writes several files at once, and some of them in several steps. */
const QUIET_MS = 80;

/** A watcher that needs longer is not waited for: it follows from then on. */
const MAX_WATCHING_MS = 10_000;

/** The part of Vite's watcher that is needed here. */
interface Watcher {
  on(event: 'all', listener: (event: string, path: string) => void): unknown;
  getWatched(): Readonly<Record<string, readonly string[]>>;
}

/** What another process goes on with. */
export interface NextBuild {
  readonly folder: string;
  /** As Unix time: it may lack what has changed since. */
  readonly builtMs: number;
}

export interface FollowSourceParts {
  readonly watcher: Watcher;
  /** Files that the watcher leaves out are not waited for. Default: it watches all. */
  readonly isWatched?: (path: string) => boolean;
  /** What was built before. */
  readonly built: Pick<BuiltCardSite, 'fontCoverage'>;
  /** When its sources were read, as Unix time: what has changed since is built again. Default: the start of this process. */
  readonly builtMs?: number | undefined;
  readonly build?: (signal: AbortSignal) => Promise<BuiltCardSite>;
  /** Throws what keeps another process from taking this one's place. */
  readonly checkStart?: () => Promise<void>;
  readonly onRebuilt: (built: BuiltCardSite) => void;
  /** The new source builds, but this process cannot take it in: nothing more is built here. If nobody listens, what can be taken in is. */
  readonly onRestartNeeded?: (next: NextBuild) => void;
  readonly onFailed: (message: string) => void;
}

export interface FollowedSource {
  /** Resolves when no build is under way any more, and none will be. */
  stop(): Promise<void>;
}

/** Resolves when no change of a watched file can escape any more. */
export async function followSource(parts: FollowSourceParts): Promise<FollowedSource> {
  const { watcher, isWatched = () => true, built, builtMs, checkStart = checkStackStart, ...listeners } = parts;
  const { build = (signal: AbortSignal) => buildCardSite({ signal }) } = parts;
  const stopping = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let building: Promise<void> | undefined;
  let changed = false;
  let isRestartNeeded = false;
  const coverage = JSON.stringify(built.fontCoverage);

  function onChange(path: string): void {
    const file = inProject(path);
    if (stopping.signal.aborted || !SOURCES.test(file) || EDITOR_TEMP_FILE.test(basename(file))) return;
    isRestartNeeded ||= IMPORTED.test(file);
    changed = true;
    clearTimeout(timer);
    timer = setTimeout(() => {
      building ??= rebuild().finally(() => (building = undefined));
    }, QUIET_MS);
    timer.unref();
  }

  function end(): void {
    clearTimeout(timer);
    stopping.abort();
  }

  /** One build at a time; what changes meanwhile is built right after it. */
  async function rebuild(): Promise<void> {
    while (changed && !stopping.signal.aborted) {
      changed = false;
      const begunMs = Date.now();
      try {
        const next = await build(stopping.signal);
        // The pages have the coverage from Vite, which was given it at its start.
        isRestartNeeded ||= JSON.stringify(next.fontCoverage) !== coverage;
        if (isRestartNeeded && listeners.onRestartNeeded) await checkStart().then(() => stopping.signal.throwIfAborted());
        if (isRestartNeeded && !changed && listeners.onRestartNeeded) {
          end(); // what changes from now on is found by the process that takes this one's place
          listeners.onRestartNeeded({ folder: next.folder, builtMs: begunMs });
        } else listeners.onRebuilt(next);
      } catch (error) {
        if (!changed && !stopping.signal.aborted) listeners.onFailed(error instanceof Error ? error.message : String(error));
      }
    }
  }

  watcher.on('all', (_, path) => onChange(path));
  const files = await sourceFiles();
  await allWatched(watcher, files.filter(isWatched));
  // What changed after the build or this process began, and before the watcher saw it.
  const sinceMs = Math.min(builtMs ?? Number.POSITIVE_INFINITY, performance.timeOrigin);
  for (const file of files) if (await changedSince(sinceMs, file)) onChange(file);
  return {
    async stop() {
      end();
      await building;
    },
  };
}

export async function sourceFiles(): Promise<readonly string[]> {
  const folders = [...ALSO_WATCHED, projectPath('card-site/src')];
  const entries = await Promise.all(folders.map((folder) => readdir(folder, { recursive: true, withFileTypes: true })));
  const inFolders = entries.flat().filter((entry) => entry.isFile());
  return inFolders.map(({ parentPath, name }) => join(parentPath, name));
}

/** The watcher's own word that it is ready may have come before anyone listened. A file that has gone meanwhile is not waited for. */
async function allWatched(watcher: Watcher, files: readonly string[]): Promise<void> {
  for (const end = Date.now() + MAX_WATCHING_MS; Date.now() < end; await sleep(20)) {
    const watched = watcher.getWatched();
    if (files.every((file) => watched[dirname(file)]?.includes(basename(file)) || !existsSync(file))) return;
  }
}

async function changedSince(sinceMs: number, file: string): Promise<boolean> {
  return stat(file).then(
    ({ mtimeMs }) => mtimeMs > sinceMs,
    () => true, // gone
  );
}

function inProject(path: string): string {
  return relative(project, path).split(sep).join('/');
}
