// The project's own card site, but with other components.
import { join } from 'node:path';
import type { Plugin } from 'vite';
import type { DesignVersions } from '../../../card-schema/design-version.ts';
import { buildForProduction, copyPages } from '../../../card-site/bundle/make-card-site.ts';
import { projectPath } from '../../../project-path.ts';

export interface OtherSite {
  /** Where it is built. */
  readonly folder: string;
  /** A file of this folder that stands for card-site/src/cards/templates.tsx. */
  readonly templates: string;
  readonly alias: Readonly<Record<string, string>>;
  readonly versions: DesignVersions;
  /** Of the site's fonts. */
  readonly coverage: unknown;
}

export async function buildWithTemplates({ folder, templates, alias, versions, coverage }: OtherSite): Promise<void> {
  const replaceTemplates: Plugin = {
    name: `bench-${templates}`,
    enforce: 'pre',
    resolveId: (source) => (source === './cards/templates.tsx' ? join(import.meta.dirname, templates) : undefined),
  };
  await buildForProduction({
    configFile: projectPath('card-site/vite.config.ts'),
    logLevel: 'warn',
    plugins: [replaceTemplates],
    resolve: { alias },
    define: { __DESIGN_VERSIONS__: JSON.stringify(versions), __FONT_COVERAGE__: JSON.stringify(coverage) },
    build: { outDir: folder },
  });
  await copyPages(folder, versions);
}
