// @examples article event quote score
import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { TEMPLATE_NAMES } from '../../../../card-schema/catalogue.ts';
import type { DesignVersions } from '../../../../card-schema/design-version.ts';
import { type CardSiteGraph, cardSiteGraph } from '../../../../card-site/bundle/card-site-graph.ts';
import { designVersions } from '../../../../card-site/bundle/design-versions.ts';
import { facesIn } from '../../../../card-site/fonts/font-coverage.ts';
import { projectPath } from '../../../../project-path.ts';

const read = (path: string) => readFile(projectPath(path));

let now: DesignVersions;
let graph: CardSiteGraph;

beforeAll(async () => {
  [now, graph] = await Promise.all([designVersions(), cardSiteGraph()]);
});

/** The templates whose version is another one when a file is. */
async function changedBy(file: string): Promise<string[]> {
  let asked = false;
  const then = await designVersions(async (path) => {
    if (!path.endsWith(file)) return read(path); // pnpm has packages in a folder deeper
    asked = true;
    return path.endsWith('.json') ? Buffer.from('{"version":"0.0.0"}') : Buffer.concat([await read(path), Buffer.from('\n')]);
  });
  return asked ? TEMPLATE_NAMES.filter((name) => then[name] !== now[name]) : [];
}

describe('design versions', () => {
  test('are twelve hexadecimal digits, another for each template', () => {
    expect(Object.keys(now)).toEqual([...TEMPLATE_NAMES]);
    for (const version of Object.values(now)) expect(version).toMatch(/^[0-9a-f]{12}$/);
    expect(new Set(Object.values(now)).size).toBe(TEMPLATE_NAMES.length);
  });

  test('are the same when made again', async () => {
    expect(await designVersions()).toEqual(now);
  });

  test.each([
    ['card-site/src/cards/article/Article.tsx', ['article']],
    ['card-site/src/cards/article/article.css', ['article']],
    ['card-site/src/cards/event/date-parts.ts', ['event']],
    ['card-schema/templates/quote.ts', ['quote']],
    ['card-schema/languages/event-words.ts', ['event']],
    ['card-schema/languages/article-words.ts', ['article']],
    ['card-schema/languages/score-words.ts', ['score']],
    ['card-site/src/cards/default/default.css', ['default']],
  ])('%s changes %p and no other', async (file, templates) => {
    expect(await changedBy(file)).toEqual(templates);
  });

  test('change with a font for the templates that use it, and for no other', async () => {
    const changed = await changedBy(
      'node_modules/@fontsource-variable/source-serif-4/files/source-serif-4-greek-opsz-normal.woff2',
    );
    expect(changed).toEqual(expect.arrayContaining(['article', 'quote']));
    for (const other of ['score', 'event', 'default']) expect(changed).not.toContain(other);
  });

  test.each([
    'card-site/index.html',
    'card-site/src/draw.tsx',
    'card-site/src/fit-texts.ts',
    'card-site/src/stage.css',
    'card-schema/fields.ts',
    'card-schema/languages/text-language.ts',
    'edge/core/drawing-settings.ts',
    'card-site/vite.config.ts',
    'node_modules/@fontsource-variable/inter/files/inter-latin-opsz-normal.woff2',
    'node_modules/@sparticuz/chromium/package.json',
    'card-site/fonts/font-table.json',
    'card-site/src/load-fonts.ts',
    'card-site/src/language.ts',
    'card-site/fonts/script-fonts.ts',
    'card-site/fonts/font-families.ts',
    'card-site/fonts/font-files.ts',
    'card-site/fonts/font-coverage.ts',
    'card-site/fonts/emoji-font.ts',
    'node_modules/fontkit/package.json',
  ])('%s changes every template', async (file) => {
    expect(await changedBy(file)).toEqual([...TEMPLATE_NAMES]);
  });

  test.each(['card-site/src/cards/templates.tsx', 'card-schema/catalogue.ts'])('%s changes none', async (file) => {
    expect(await changedBy(file)).toEqual([]);
  });

  test('name files by their path in the project', () => {
    for (const path of [...graph.shared, ...Object.values(graph.templates).flat()]) {
      expect(path).toMatch(/^(card-site\/src|card-schema\/languages|node_modules)\//);
    }
  });
});

// What follows makes the versions true: a card cannot be changed by a file that its version does not know.
describe.each(TEMPLATE_NAMES.map((name) => [name]))('the style of %s', (name) => {
  test('reaches into no other card', async () => {
    const css = (await read(`card-site/src/cards/${name}/${name}.css`)).toString();
    expect(outermostSelectors(css)).toEqual([`.${name}-card`]);
  });

  test('uses no font that it does not import', async () => {
    const files = [...graph.shared, ...graph.templates[name]].filter((path) => path.endsWith('.css'));
    const sheets = await Promise.all(files.map(async (path) => (await read(path)).toString()));
    const served = new Set(sheets.flatMap((css) => facesIn(css).map(({ family }) => family)));
    const used = sheets.flatMap((css) => [...css.matchAll(/["']([^"']+ Variable)["']/g)].map(([, family]) => family));
    for (const family of used) expect(served).toContain(family);
  });
});

function outermostSelectors(css: string): string[] {
  const selectors: string[] = [];
  let depth = 0;
  let selector = '';
  for (const character of css.replace(/\/\*.*?\*\//gs, '')) {
    if (character === '{' && depth++ === 0) selectors.push(selector.trim());
    else if (character === '}' && --depth === 0) selector = '';
    else if (depth === 0) selector += character;
  }
  return selectors;
}
