// What lies in a build's folder.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { DesignVersions } from '../../card-schema/design-version.ts';
import type { FontCoverage } from '../fonts/font-coverage.ts';

export const BUILT_FILES = {
  /** index.html, pages/ and assets/, as they are uploaded. */
  site: 'card-site',
  designVersions: 'design-versions.json',
  fontCoverage: 'font-coverage.json',
  /** The function in front of the pictures' cache, with the templates of this build in it. */
  picturePaths: 'picture-paths.js',
  /** See made-of.ts. */
  madeOf: 'made-of.json',
} as const;

export interface BuiltCardSite {
  /** With its name and its files for ever: a change of the sources makes another folder. */
  readonly folder: string;
  /** The folder of the pages and assets. */
  readonly site: string;
  readonly designVersions: DesignVersions;
  readonly fontCoverage: FontCoverage;
}

export async function readBuilt(folder: string): Promise<BuiltCardSite> {
  const read = async (name: string): Promise<unknown> => JSON.parse(await readFile(join(folder, name), 'utf8'));
  return {
    folder,
    site: join(folder, BUILT_FILES.site),
    designVersions: (await read(BUILT_FILES.designVersions)) as DesignVersions, // our own build, as is the next
    fontCoverage: (await read(BUILT_FILES.fontCoverage)) as FontCoverage,
  };
}
