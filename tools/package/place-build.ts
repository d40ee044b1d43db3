// Puts what the functions' code and osls read of a build where they look for it.
import { randomUUID } from 'node:crypto';
import { copyFile, mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { BUILT_FILES, type BuiltCardSite } from '../../card-site/bundle/built-files.ts';
import { projectPath } from '../../project-path.ts';

/** Writes dist/design-versions.json and dist/picture-paths.js, each whole at once. */
export async function placeBuild({ folder }: BuiltCardSite, dist = projectPath('dist')): Promise<void> {
  await mkdir(dist, { recursive: true });
  for (const name of [BUILT_FILES.designVersions, BUILT_FILES.picturePaths]) {
    const partial = join(dist, `${name}.${randomUUID()}.partial`);
    try {
      await copyFile(join(folder, name), partial);
      await rename(partial, join(dist, name));
    } finally {
      await rm(partial, { force: true });
    }
  }
}
