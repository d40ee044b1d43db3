// Builds the card site with Vite into a folder that is given to it, with what else belongs to a build.
import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build, type InlineConfig } from 'vite';
import type { DesignVersions } from '../../card-schema/design-version.ts';
import { projectPath } from '../../project-path.ts';
import { fontCoverage } from '../fonts/font-coverage.ts';
import { BUILT_FILES } from './built-files.ts';
import { cardSiteGraph } from './card-site-graph.ts';
import { designVersions } from './design-versions.ts';
import { picturePathsSource } from './picture-paths.ts';

/** Gives the files that the pages are made of, by their paths. */
export async function makeCardSite(folder: string): Promise<readonly string[]> {
  const [versions, coverage, graph] = await Promise.all([designVersions(), fontCoverage(), cardSiteGraph()]);
  const site = join(folder, BUILT_FILES.site);
  const modules = await buildForProduction({
    configFile: projectPath('card-site/vite.config.ts'),
    logLevel: 'warn',
    define: { __DESIGN_VERSIONS__: JSON.stringify(versions), __FONT_COVERAGE__: JSON.stringify(coverage) },
    build: { outDir: site },
  });
  await copyPages(site, versions);
  await writeFile(join(folder, BUILT_FILES.designVersions), `${JSON.stringify(versions, null, 2)}\n`);
  await writeFile(join(folder, BUILT_FILES.fontCoverage), JSON.stringify(coverage));
  await writeFile(join(folder, BUILT_FILES.picturePaths), picturePathsSource(versions));
  const reached = [...graph.shared, ...Object.values(graph.templates).flat()];
  return [...modules, ...reached.map((path) => projectPath(path))]; // what style sheets import, Vite does not name
}

/**
 * Builds with React for production: Vite heeds a NODE_ENV that is set already, and test runners set one. Gives the files that were
 * bundled, by their paths.
 */
export async function buildForProduction(config: InlineConfig): Promise<readonly string[]> {
  const before = process.env['NODE_ENV'];
  process.env['NODE_ENV'] = 'production';
  const files: string[] = [];
  const recordFiles = {
    name: 'edgecard:record-files',
    buildEnd(this: { getModuleIds(): Iterable<string> }) {
      files.push(...this.getModuleIds());
    },
  };
  try {
    // Vite would write the compiled settings into node_modules, which may be read-only.
    await build({ configLoader: 'native', ...config, plugins: [...(config.plugins ?? []), recordFiles] });
    return files;
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
