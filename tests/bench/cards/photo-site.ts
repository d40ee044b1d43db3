// The project's own card site and templates, but that an article without a cover shows the one that is bundled: what a card with a photo
// is compared with.
import { copyFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { DesignVersions } from '../../../card-schema/design-version.ts';
import { fontCoverage } from '../../../card-site/fonts/font-coverage.ts';
import { projectPath } from '../../../project-path.ts';
import { buildWithTemplates } from './build-with-templates.ts';

const cache = projectPath('node_modules/.cache/edgecard/bench');

export const PHOTO_SITE_FOLDER = join(cache, 'photo-site');

/** @param bundled the file that goes into the site */
export async function buildPhotoSite(versions: DesignVersions, bundled: string): Promise<void> {
  const cover = join(cache, 'bundled-cover.jpg');
  await mkdir(cache, { recursive: true });
  await copyFile(bundled, cover);
  await buildWithTemplates({
    folder: PHOTO_SITE_FOLDER,
    templates: 'photo-templates.tsx',
    alias: {
      'edgecard-bench/cover.jpg': cover,
      'edgecard-bench/own-templates': projectPath('card-site/src/cards/templates.tsx'),
    },
    versions,
    coverage: await fontCoverage(),
  });
}
