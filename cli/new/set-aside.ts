// Files that are removed all together or not at all: they are moved into one folder first, so that nothing is lost half-way.
import { randomUUID } from 'node:crypto';
import { mkdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';

export interface SetAside {
  /** Deletes them for good. */
  discard(): Promise<void>;
}

/** Moves files and folders, by their paths in the project. When one cannot be moved, the others are back, and the error is thrown. */
export async function setAside(project: string, paths: readonly string[]): Promise<SetAside> {
  // In the project, because a file is moved within one file system only.
  const folder = join(project, `.removed-${randomUUID()}`);
  const moved: string[] = [];
  const restore = async () => {
    for (const path of moved.reverse()) await rename(join(folder, path), join(project, path));
    await rm(folder, { recursive: true, force: true });
  };
  try {
    for (const path of paths) {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await rename(join(project, path), join(folder, path));
      moved.push(path);
    }
  } catch (error) {
    await restore();
    throw error;
  }
  return { discard: () => rm(folder, { recursive: true, force: true }) };
}
