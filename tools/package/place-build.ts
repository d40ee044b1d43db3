// Puts what the functions' code and osls read of a build where they look for it.
import { randomUUID } from 'node:crypto';
import { copyFile, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { BUILT_FILES, type BuiltCardSite } from '../../card-site/bundle/built-files.ts';
import { projectPath } from '../../project-path.ts';

/** What tools/package/serverless-bundle.cjs replaces by a hash of the bundle that it makes. */
const NOT_PACKAGED = { bundle: 'not-packaged' };

/** Writes dist/design-versions.json, dist/picture-paths.js and dist/edge-bundle.json, each whole at once. */
export async function placeBuild({ folder }: BuiltCardSite, dist = projectPath('dist')): Promise<void> {
  await mkdir(dist, { recursive: true });
  for (const name of [BUILT_FILES.designVersions, BUILT_FILES.picturePaths])
    await place(join(dist, name), (partial) => copyFile(join(folder, name), partial));
  await place(join(dist, 'edge-bundle.json'), (partial) => writeFile(partial, `${JSON.stringify(NOT_PACKAGED)}\n`));
}

async function place(file: string, write: (partial: string) => Promise<void>): Promise<void> {
  const partial = `${file}.${randomUUID()}.partial`;
  try {
    await write(partial);
    await rename(partial, file);
  } finally {
    await rm(partial, { force: true });
  }
}
