// Who may import whom (design of the layout, docs/2-architecture.md):
// card-site → card-schema ← edge/core ← edge/adapters ← edge handlers ← cloud ← local ← cli ← tools. There are no circles.
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { expect, test } from '@jest/globals';
import { projectPath } from '../project-path.ts';

interface Layer {
  readonly name: string;
  readonly holds: RegExp;
  /** Folders and packages that it may import, in addition to itself. */
  readonly imports: RegExp;
}

/** Whatever is not a folder of this project: packages and Node's own modules. */
const PACKAGES = '(?!\\w[\\w-]*/[\\w./-]+\\.(ts|tsx|js)$|project-path)';

const LAYERS: readonly Layer[] = [
  { name: 'card-schema', holds: /^card-schema\//, imports: /^zod\/mini$/ },
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
  {
    name: 'cloud',
    holds: /^cloud\//,
    imports:
      /^(aws-lambda$|card-schema\/|edge\/(core|adapters)\/|node:|@aws-sdk\/(client-|s3-)|sharp$|@tensorflow\/tfjs-|libheif-js(\/|$))/,
  },
  {
    name: 'card pages',
    holds: /^card-site\/src\//,
    imports: /^(card-schema\/|react(-dom)?(\/client|\/jsx-runtime)?$|@fontsource-variable\/|virtual:script-fonts)/,
  },
  // What is known of the networks, for all that show it.
  { name: 'networks', holds: /^card-site\/networks\//, imports: /^card-schema\// },
  {
    name: 'studio',
    holds: /^card-site\/studio\//,
    imports: /^(card-schema\/|card-site\/(src|networks)\/|react(-dom)?(\/client|\/jsx-runtime)?$|@fontsource(-variable)?\/)/,
  },
  {
    name: 'build of the card site',
    holds: /^card-site\/(fonts\/|bundle\/|vite\.config\.ts$)/,
    imports: /^(card-schema\/|card-site\/src\/ranges\.ts$|project-path|node:|vite$|@vitejs\/plugin-react$|esbuild$|fontkit$)/,
  },
  // What main sites do: they know card-schema and, except for their own platform, nothing of this project.
  { name: 'examples', holds: /^examples\//, imports: /^(@edgecard\/card-schema$|node:|aws-lambda$|@aws-sdk\/client-s3$)/ },
  {
    name: 'local',
    holds: /^local\//,
    imports: new RegExp(
      `^(project-path|(card-schema|edge/core|edge/adapters|cloud)/|edge/create-|card-site/(fonts|bundle|networks|vite\\.config)|${PACKAGES})`,
    ),
  },
  {
    name: 'cli',
    holds: /^cli\/(?!new\/starter\/)/,
    imports: new RegExp(
      `^(project-path|(card-schema|edge/core|edge/adapters|cloud|local)/|card-site/(fonts|bundle)/|${PACKAGES})`,
    ),
  },
  // Copied into card-schema/ and card-site/src/ by `cards new`, so they import what is there.
  {
    name: 'starter of a template',
    holds: /^cli\/new\/starter\//,
    imports: /^(card-schema\/|card-site\/src\/|@fontsource-variable\/)/,
  },
  { name: 'tools', holds: /^tools\//, imports: /^(?!tests\/|examples\/|card-site\/studio\/|edge\/origin-)/ },
  { name: 'project-path', holds: /^project-path\.ts$/, imports: /^node:path$/ },
];

const FOLDERS = /^(card-schema|card-site|edge|cloud|local|cli|tools|examples)\/|^project-path\.ts$/;
const files = readdirSync(projectPath(), { recursive: true, encoding: 'utf8' }).filter(
  (path) => FOLDERS.test(path) && /\.tsx?$/.test(path) && !path.endsWith('.d.ts') && !path.includes('node_modules/'),
);

const imports = new Map(files.map((file) => [file, importsOf(file)]));

function importsOf(file: string): readonly string[] {
  const source = readFileSync(projectPath(file), 'utf8');
  const specifiers = [...source.matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)].map(([, specifier = '']) => specifier);
  return specifiers.map((specifier) => (specifier.startsWith('.') ? normalize(join(dirname(file), specifier)) : specifier));
}

test.each(LAYERS)('$name imports only what it may', ({ holds, imports: allowed }) => {
  const own = files.filter((file) => holds.test(file));
  expect(own.length).toBeGreaterThan(0);
  const breaches = own.flatMap((file) =>
    (imports.get(file) ?? [])
      .filter((target) => !holds.test(target) && !allowed.test(target))
      .map((target) => `${file} -> ${target}`),
  );
  expect(breaches).toEqual([]);
});

test('every source file belongs to one layer', () => {
  expect(files.filter((file) => LAYERS.filter(({ holds }) => holds.test(file)).length !== 1)).toEqual([]);
});

test('no file imports itself by way of others', () => {
  expect(circles()).toEqual([]);
});

test('edge/ and card-schema/ read no environment variable', () => {
  const readers = files.filter(
    (file) =>
      /^(edge|card-schema)\//.test(file) && /process\.env|import\.meta\.env/.test(readFileSync(projectPath(file), 'utf8')),
  );
  expect(readers).toEqual([]);
});

/** Each circle once, as `a -> b -> a`, types included. */
function circles(): readonly string[] {
  const found: string[] = [];
  const done = new Set<string>();
  const visit = (file: string, way: readonly string[]) => {
    if (way.includes(file)) found.push([...way.slice(way.indexOf(file)), file].join(' -> '));
    else if (!done.has(file)) {
      for (const target of imports.get(file) ?? []) if (imports.has(target)) visit(target, [...way, file]);
      done.add(file);
    }
  };
  for (const file of files) visit(file, []);
  return found;
}
