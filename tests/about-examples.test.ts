// A file that needs an example template says so by a line `// @examples …` at its top (tools/check/left-out-files.ts), or around
// the tests that need it by aboutExamples: all others must compile and pass with whatever templates there are.
import { globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { projectPath } from '../project-path.ts';
import { EXAMPLES } from '../tools/check/example-templates.ts';
import { examplesOf } from '../tools/check/left-out-files.ts';

/** A team changes the default card too; but it is always there. */
const NAMES = EXAMPLES.filter((name) => name !== 'default').join('|');

/** Code that does not compile or fails without the template. */
const NEEDED: readonly RegExp[] = [
  new RegExp(`\\b\\w+(?:<[^>\\n]*>)?\\(\\s*'(${NAMES})'`, 'g'), // createCard('score', …
  new RegExp(`\\b(?:TEMPLATES|DESIGN_VERSIONS|latin)\\.(${NAMES})\\b`, 'g'),
  new RegExp(`<'(${NAMES})'`, 'g'),
  new RegExp(`from '[^']*/(?:templates|cards)/(${NAMES})[/.]`, 'g'),
  new RegExp(`from '[^']*/languages/(${NAMES})-words`, 'g'),
  new RegExp(`\\btemplate(?::| ===) '(${NAMES})'`, 'g'),
  new RegExp(`#/(${NAMES})\\b`, 'g'), // a page of the studio
  new RegExp(`"template":"(${NAMES})"`, 'g'),
];
/** The path of a card of `score`. */
const ROOT_PATH = /['"`](?:\/~\w+)?\/?\d{1,3}-\d{1,3}-\d{1,3}\.jpg\b/;

/** What has such a word or path and does not need the template. */
const EXCEPTIONS: Readonly<Record<string, string>> = {
  'tests/about-examples.test.ts': 'this file',
  'tests/integration/cli/launch-examples.test.ts': 'its script and what is shipped are its own',
  'tests/card-schema/card-address.test.ts': 'addresses are read as text, whether there is such a card or not',
  'tests/cli/prerender/card-lines.test.ts': 'lines are read as text, whether there is such a card or not',
  'tests/edge/core/prerender/card-lines.test.ts': 'the same',
  'tests/edge/core/prerender/list-format.test.ts': 'the same',
  'tests/edge/picture-paths.test.ts': 'templates of its own, among which there is no such card',
};

/** What needs the templates by other words than those above. */
const NEEDED_OTHERWISE: Readonly<Record<string, string>> = {
  'tests/browser/cli/planted-faults.ts': 'paths of signed cards',
  'tests/browser/studio/photo-page.test.ts': 'names of slots',
  'tests/card-schema/signature-vectors.test.ts': 'the vectors are cards of these templates',
  'tests/card-site/fonts/font-coverage-of-examples.test.ts': 'the families of their styles',
  'tests/cli/purge-folder.ts': 'keys with their design versions',
  'tests/edge/core/card-key-hash.test.ts': 'a key that is no card of score',
  'tests/integration/card-site/bundle/design-versions.test.ts': 'their files, by path',
  'tests/thorough/studio/networks-and-stress.test.ts': 'their pages of the studio',
};

const sources = new Map(
  globSync('tests/**/*.{ts,tsx}', { cwd: projectPath(), exclude: (path) => /(^|\/)(node_modules|consumers)$/.test(path) })
    .sort()
    .map((file) => [file, readFileSync(projectPath(file), 'utf8')] as const),
);

function neededBy(source: string): ReadonlySet<string> {
  const found = NEEDED.flatMap((pattern) => [...source.matchAll(pattern)].map(([, name = '']) => name));
  return new Set(ROOT_PATH.test(source) ? [...found, 'score'] : found);
}

/** Of the whole file, and of parts of it. */
function namedBy(source: string): readonly string[] {
  const parts = [...source.matchAll(/aboutExamples\('([a-z0-9 ]+)'/g)].flatMap(([, names = '']) => names.split(' '));
  return [...examplesOf(source), ...parts];
}

/** Files of tests/ that a file imports. */
function importsOf(file: string, source: string): readonly string[] {
  const specifiers = [...source.matchAll(/(?:from|import)\s*\(?\s*'(\.[^']+)'/g)].map(([, specifier = '']) => specifier);
  return specifiers.map((specifier) => join(dirname(file), specifier)).filter((path) => sources.has(path));
}

describe('a file about our examples', () => {
  test('names each of them at its top', () => {
    const unnamed = [...sources].flatMap(([file, source]) => {
      const named = namedBy(source);
      const missing = [...neededBy(source)].filter((name) => !named.includes(name));
      return missing.length > 0 && !(file in EXCEPTIONS)
        ? [`${file}: // @examples ${[...named, ...missing].sort().join(' ')}`]
        : [];
    });
    expect(unnamed).toEqual([]);
  });

  test('names no other: it would be left out with an example that it does not need', () => {
    const needless = [...sources].flatMap(([file, source]) => {
      const imported = importsOf(file, source).flatMap((path) => examplesOf(sources.get(path) ?? ''));
      const needed = new Set([...(file in EXCEPTIONS ? [] : neededBy(source)), ...imported]);
      const names = examplesOf(source).filter((name) => !needed.has(name));
      return names.length > 0 && !(file in NEEDED_OTHERWISE) ? [`${file}: ${names.join(' ')}`] : [];
    });
    expect(needless).toEqual([]);
  });

  test('is imported by such files alone', () => {
    const unnamed = [...sources].flatMap(([file, source]) => {
      const named = examplesOf(source);
      const imported = importsOf(file, source).flatMap((path) => examplesOf(sources.get(path) ?? ''));
      const missing = [...new Set(imported)].filter((name) => !named.includes(name));
      return missing.length > 0 ? [`${file}: // @examples ${[...named, ...missing].sort().join(' ')}`] : [];
    });
    expect(unnamed).toEqual([]);
  });

  test('is one of those that there are: no exception outlives its file', () => {
    expect(Object.keys(EXCEPTIONS).filter((file) => neededBy(sources.get(file) ?? '').size === 0)).toEqual([]);
    const otherwise = Object.keys(NEEDED_OTHERWISE);
    expect(otherwise.filter((file) => examplesOf(sources.get(file) ?? '').length === 0)).toEqual([]);
    const unknown = [...sources].filter(([, source]) => examplesOf(source).some((name) => !EXAMPLES.includes(name)));
    expect(unknown.map(([file]) => file)).toEqual([]);
  });
});
