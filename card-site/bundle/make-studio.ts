// The studio as static files that a team can deploy for itself: page, live card and no API. Built apart from the card site, so that
// nothing of it is in the card page's files or in a design version.
import { createHash } from 'node:crypto';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Plugin } from 'vite';
import type { DesignVersions } from '../../card-schema/design-version.ts';
import { projectPath } from '../../project-path.ts';
import { type FontCoverage, fontCoverage } from '../fonts/font-coverage.ts';
import { designVersions } from './design-versions.ts';
import { buildForProduction } from './make-card-site.ts';

/**
 * The browsers that people open it in, where the card pages know one alone: those of the middle of 2024 and later, the first with
 * light-dark() and Intl.Segmenter. Syntax and CSS that they lack is written another way.
 */
const BROWSERS = ['chrome125', 'edge125', 'firefox126', 'safari17.5'];

/** In place of the card pages' own target, to which Vite would add these. */
const forPeople: Plugin = {
  name: 'edgecard:for-people',
  config(config) {
    config.build = { ...config.build, target: BROWSERS };
  },
};

/**
 * The frame is an asset, which has no policy of its own in its headers: the card page's. That the studio alone may show it, a policy
 * in the page cannot say; x-frame-options of all assets does.
 */
const FRAME_POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self' https:; base-uri 'none'; form-action 'none'";

/**
 * Writes studio/ into the folder: studio.html, and everything else in assets/ under names that are hashes of what they hold. Gives the
 * files that it was made of, by their paths.
 */
export async function makeStudio(folder: string): Promise<readonly string[]> {
  const [versions, coverage] = await Promise.all([designVersions(), fontCoverage()]);
  const site = join(folder, 'studio');
  const ofFrame = await buildPage('studio/frame.html', site, { designVersions: versions, coverage });
  const framePage = await hashFrame(site);
  const ofPage = await buildPage('studio.html', site, { designVersions: versions, coverage, framePage });
  return [...ofFrame, ...ofPage];
}

interface Constants {
  readonly designVersions: DesignVersions;
  readonly coverage: FontCoverage;
  readonly framePage?: string;
}

function buildPage(
  page: string,
  outDir: string,
  { designVersions, coverage, framePage = '' }: Constants,
): Promise<readonly string[]> {
  return buildForProduction({
    configFile: projectPath('card-site/vite.config.ts'),
    logLevel: 'warn',
    plugins: [forPeople],
    define: {
      __DESIGN_VERSIONS__: JSON.stringify(designVersions),
      __FONT_COVERAGE__: JSON.stringify(coverage),
      __FRAME_PAGE__: JSON.stringify(framePage),
    },
    build: { outDir, emptyOutDir: false, rolldownOptions: { input: projectPath('card-site', page) } },
  });
}

/** Moves the frame page among the assets, which open without a token: the studio's own is for the studio's page. Gives its path. */
async function hashFrame(site: string): Promise<string> {
  const html = await readFile(join(site, 'studio/frame.html'), 'utf8');
  const withPolicy = html.replace(
    '<head>',
    `<head>\n    <meta http-equiv="content-security-policy" content="${FRAME_POLICY}" />`,
  );
  const hash = createHash('sha256').update(withPolicy).digest('hex').slice(0, 12);
  const path = `/assets/studio-frame-${hash}.html`;
  await writeFile(join(site, path), withPolicy);
  await rm(join(site, 'studio'), { recursive: true });
  return path;
}
