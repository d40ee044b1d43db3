// Who may import whom (README, "Layout"): card-site → card-schema ← edge/core ← edge/adapters ← edge handlers ← local.
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { expect, test } from '@jest/globals';

const project = join(import.meta.dirname, '..');

interface Layer {
  readonly name: string;
  readonly holds: RegExp;
  /** Folders and packages that it may import, besides itself. */
  readonly imports: RegExp;
}

const LAYERS: readonly Layer[] = [
  { name: 'card-schema', holds: /^card-schema\//, imports: /^zod$/ },
  { name: 'edge/core', holds: /^edge\/core\//, imports: /^(card-schema\/|node:(crypto|zlib)$)/ },
  {
    name: 'edge/adapters',
    holds: /^edge\/adapters\//,
    imports: /^(card-schema\/|edge\/core\/|node:|aws-lambda$|puppeteer-core(\/internal\/.+)?$|@aws-sdk\/client-s3$|ipaddr\.js$)/,
  },
  {
    name: 'edge handlers',
    holds: /^edge\/[a-z-]+\.ts$/,
    imports: /^(card-schema\/|edge\/core\/|edge\/adapters\/|node:|aws-lambda$|@aws-sdk\/client-s3$)/,
  },
  { name: 'cloud', holds: /^cloud\//, imports: /^(aws-lambda$|card-schema\/|edge\/(core|adapters)\/|node:|@aws-sdk\/client-)/ },
  {
    name: 'card-site',
    holds: /^card-site\/src\//,
    imports: /^(card-schema\/|zod$|react(-dom)?(\/client|\/jsx-runtime)?$|@fontsource-variable\/|virtual:script-fonts)/,
  },
  {
    name: 'studio',
    holds: /^card-site\/studio\//,
    imports: /^(card-schema\/|card-site\/src\/|zod$|react(-dom)?(\/client|\/jsx-runtime)?$|@fontsource(-variable)?\/)/,
  },
  // What a main site would copy: it knows card-schema and, besides its own platform, nothing of this project.
  { name: 'examples', holds: /^examples\//, imports: /^(card-schema\/|node:|aws-lambda$|@aws-sdk\/client-s3$)/ },
  { name: 'local', holds: /^local\//, imports: /^(?!tests\/|examples\/|card-site\/src\/|edge\/origin-)/ },
];

const files = readdirSync(project, { recursive: true, encoding: 'utf8' }).filter(
  (path) => /^(card-schema|edge|cloud|card-site\/(src|studio)|examples|local)\/.*\.tsx?$/.test(path) && !path.endsWith('.d.ts'),
);

function importsOf(file: string): readonly string[] {
  const source = readFileSync(join(project, file), 'utf8');
  const specifiers = [...source.matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)].map(([, specifier = '']) => specifier);
  return specifiers.map((specifier) => (specifier.startsWith('.') ? normalize(join(dirname(file), specifier)) : specifier));
}

test.each(LAYERS)('$name imports only what it may', ({ holds, imports }) => {
  const own = files.filter((file) => holds.test(file));
  expect(own.length).toBeGreaterThan(0);
  const breaches = own.flatMap((file) =>
    importsOf(file)
      .filter((target) => !holds.test(target) && !imports.test(target))
      .map((target) => `${file} -> ${target}`),
  );
  expect(breaches).toEqual([]);
});

test('every source file belongs to a layer', () => {
  expect(files.filter((file) => !LAYERS.some(({ holds }) => holds.test(file)))).toEqual([]);
});

test('edge/ and card-schema/ read no environment variable', () => {
  const readers = files.filter(
    (file) =>
      /^(edge|card-schema)\//.test(file) && /process\.env|import\.meta\.env/.test(readFileSync(join(project, file), 'utf8')),
  );
  expect(readers).toEqual([]);
});
