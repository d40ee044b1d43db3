import { existsSync, renameSync } from 'node:fs';
import { copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build, type InlineConfig } from 'vite';
import type { DesignVersions } from '../../card-schema/design-version.ts';
import { projectPath } from '../../project-path.ts';
import { fontCoverage } from '../fonts/font-coverage.ts';
import { BUILD_START, BUILD_STARTED_MS } from './build-start.ts';
import { designVersions } from './design-versions.ts';
import { picturePathsSource } from './picture-paths.ts';

const dist = projectPath('dist');

/** The function in front of the pictures' cache, with the templates of this build in it. */
const PICTURE_PATHS = 'picture-paths.js';

/** Writes dist/card-site, dist/design-versions.json and dist/picture-paths.js, and gives the versions. All appear whole or not at all: a failed build leaves the former ones. */
export async function buildCardSite(): Promise<DesignVersions> {
  const [versions, coverage] = await Promise.all([designVersions(), fontCoverage()]);
  await mkdir(dist, { recursive: true });
  const partial = await mkdtemp(join(dist, 'partial-'));
  try {
    await buildForProduction({
      configFile: projectPath('card-site/vite.config.ts'),
      logLevel: 'warn',
      define: { __DESIGN_VERSIONS__: JSON.stringify(versions), __FONT_COVERAGE__: JSON.stringify(coverage) },
      build: { outDir: join(partial, 'card-site') },
    });
    await copyPages(join(partial, 'card-site'), versions);
    await writeFile(join(partial, 'design-versions.json'), `${JSON.stringify(versions, null, 2)}\n`);
    await writeFile(join(partial, PICTURE_PATHS), picturePathsSource(versions));
    await writeFile(join(partial, BUILD_START), JSON.stringify({ startedMs: BUILD_STARTED_MS }));
    // In one go: no signal is handled in between, and a reader of the former site finds the same files a moment later.
    if (existsSync(join(dist, 'card-site'))) renameSync(join(dist, 'card-site'), join(partial, 'former'));
    for (const name of ['card-site', 'design-versions.json', PICTURE_PATHS, BUILD_START])
      renameSync(join(partial, name), join(dist, name));
    return versions;
  } finally {
    await rm(partial, { recursive: true, force: true });
  }
}

/** Builds with React for production: Vite heeds a NODE_ENV that is set already, and test runners set one. */
export async function buildForProduction(config: InlineConfig): Promise<void> {
  const before = process.env['NODE_ENV'];
  process.env['NODE_ENV'] = 'production';
  try {
    await build(config);
  } finally {
    if (before === undefined) delete process.env['NODE_ENV'];
    else process.env['NODE_ENV'] = before;
  }
}

/**
 * The same page once for each design that it draws. Each function asks for the page of its own design, so that those of two
 * deployments, which CloudFront runs side by side for minutes, both find theirs.
 */
export async function copyPages(site: string, versions: DesignVersions): Promise<void> {
  await mkdir(join(site, 'pages'), { recursive: true });
  for (const version of new Set(Object.values(versions)))
    await copyFile(join(site, 'index.html'), join(site, 'pages', `${version}.html`));
}
