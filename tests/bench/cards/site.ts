// @examples article event quote
// The card site of the bench: the project's own in every line but one, which names the components.
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { build as bundle } from 'esbuild';
import type { DesignVersions } from '../../../card-schema/design-version.ts';
import { emojiFont } from '../../../card-site/fonts/emoji-font.ts';
import { coverageOf, type Range } from '../../../card-site/fonts/font-coverage.ts';
import { projectPath } from '../../../project-path.ts';
import { buildWithTemplates } from './build-with-templates.ts';
import { thinnedEmojiFont } from './emoji-font.ts';
import { type BenchFont, EMOJI_FAMILY, fontsFor } from './fonts.ts';
import { ALL_TEXT } from './samples.ts';
import { EMOJI } from './texts.ts';

const cache = projectPath('node_modules/.cache/edgecard/bench');

/** What the renderers without a card site import: the same components, compiled. */
export const ELEMENTS = join(cache, 'elements.mjs');
export const SITE_FOLDER = join(cache, 'card-site');

/** Builds the card site for these design versions, so that the packaged functions take its pages for their own, and ELEMENTS. */
export async function buildBenchSite(versions: DesignVersions): Promise<void> {
  await mkdir(cache, { recursive: true });
  await Promise.all([buildSite(versions), buildElements()]);
}

async function buildElements(): Promise<void> {
  await bundle({
    entryPoints: [join(import.meta.dirname, 'elements.tsx')],
    outfile: ELEMENTS,
    bundle: true,
    format: 'esm',
    platform: 'node',
    jsx: 'automatic',
    packages: 'external',
    logLevel: 'warning',
  });
}

async function buildSite(versions: DesignVersions): Promise<void> {
  const fonts = await allFonts();
  const sheet = join(cache, 'fonts.css');
  await writeFile(sheet, fonts.map((font) => fontFace(font, sheet)).join('\n'));
  await buildWithTemplates({
    folder: SITE_FOLDER,
    templates: 'templates.tsx',
    alias: { 'edgecard-bench/fonts.css': sheet },
    versions,
    coverage: await coverageOf(fonts),
  });
}

async function allFonts(): Promise<readonly BenchFont[]> {
  const file = join(cache, 'emoji.ttf');
  await writeFile(file, thinnedEmojiFont(await emojiFont(), EMOJI));
  const ranges = EMOJI.map((character): Range => [character.codePointAt(0) ?? 0, character.codePointAt(0) ?? 0]);
  const emoji = ([400, 700] as const).map((weight) => ({ family: EMOJI_FAMILY, weight, file, ranges }));
  return [...(await fontsFor(ALL_TEXT)), ...emoji];
}

function fontFace({ family, weight, file, ranges }: BenchFont, sheet: string): string {
  const range = ranges.map(([first, last]) => `U+${first.toString(16)}-${last.toString(16)}`).join(', ');
  return `@font-face {
  font-family: '${family}';
  font-weight: ${weight};
  src: url('${relative(dirname(sheet), file)}');
  unicode-range: ${range};
}`;
}
