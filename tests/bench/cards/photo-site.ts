// The project's own card site and templates, but that an article without a cover shows the one that is bundled: what a card with a photo
// is compared with.
import { copyFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Plugin } from 'vite';
import type { DesignVersions } from '../../../card-schema/design-version.ts';
import { buildForProduction, copyPages } from '../../../card-site/bundle/make-card-site.ts';
import { fontCoverage } from '../../../card-site/fonts/font-coverage.ts';
import { projectPath } from '../../../project-path.ts';

const cache = projectPath('node_modules/.cache/edgecard/bench');

export const PHOTO_SITE_FOLDER = join(cache, 'photo-site');

/** @param bundled the file that goes into the site */
export async function buildPhotoSite(versions: DesignVersions, bundled: string): Promise<void> {
  const cover = join(cache, 'bundled-cover.jpg');
  await mkdir(cache, { recursive: true });
  await copyFile(bundled, cover);
  const templates = join(import.meta.dirname, 'photo-templates.tsx');
  const replaceTemplates: Plugin = {
    name: 'bench-photo-templates',
    enforce: 'pre',
    resolveId: (source) => (source === './cards/templates.tsx' ? templates : undefined),
  };
  await buildForProduction({
    configFile: projectPath('card-site/vite.config.ts'),
    logLevel: 'warn',
    plugins: [replaceTemplates],
    resolve: {
      alias: {
        'edgecard-bench/cover.jpg': cover,
        'edgecard-bench/own-templates': projectPath('card-site/src/cards/templates.tsx'),
      },
    },
    define: { __DESIGN_VERSIONS__: JSON.stringify(versions), __FONT_COVERAGE__: JSON.stringify(await fontCoverage()) },
    build: { outDir: PHOTO_SITE_FOLDER },
  });
  await copyPages(PHOTO_SITE_FOLDER, versions);
}
