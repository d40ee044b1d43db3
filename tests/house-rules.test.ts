// What every file of this repository keeps to (CONTRIBUTING.md), read from the files that git tracks; without git, from all that it would.
import { spawnSync } from 'node:child_process';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { expect, test } from '@jest/globals';
import ts from 'typescript';
import { EMPTY_FILE_NAMES, EMPTY_FOLDER_NAMES } from '../cli/new/template-name.ts';
import { projectPath } from '../project-path.ts';

const MAX_FILE_LINES = 200;
const MAX_FUNCTION_LINES = 60;
const MAX_MEDIAN_FILE_LINES = 60;

/** May be longer than a file of code: tables of data, which nobody reads from top to bottom. */
const TABLES_OF_DATA: readonly string[] = [
  // For each type of resource in the template: where the deploy role differs from the registry's schema, and why.
  'tests/infra/handler-exceptions.ts',
  // Each way of breaking a template that Lambda@Edge or CloudFront would refuse.
  'tests/infra/edge-rule-breaches.ts',
];

/** Words with hyphens, and what kind of file it is: `card-path.test.ts`. A component has the name that it exports. */
const FILE_NAME = /^([a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9-]+)*\.tsx?|[A-Z][A-Za-z0-9]*\.tsx)$/;
/** Routers of frameworks that the examples stand in name these files. */
const NAMED_BY_A_FRAMEWORK = /^examples\/[\w-]+\/app\//;

/** What registers tests: its callback is a list of them. */
const REGISTERS_TESTS = /^(describe|test|it|beforeAll|beforeEach|afterAll|afterEach|aboutExamples|withManyPaths)\b/;

const tracked = trackedFiles() ?? filesOfArchive();
const sources = tracked
  .filter((path) => /\.tsx?$/.test(path) && !path.endsWith('.d.ts'))
  .map((path) => ({ path, text: readTracked(path) }))
  .filter((file) => file.text !== undefined)
  .map(({ path, text = '' }) => ({ path, text, lines: text.split('\n').length - 1 }));

/** Nothing in a source archive, and in a checkout of another user, which git does not trust. */
function trackedFiles(): readonly string[] | undefined {
  const { status, stdout } = spawnSync('git', ['ls-files'], { cwd: projectPath(), encoding: 'utf8' });
  return status === 0 ? stdout.trim().split('\n') : undefined;
}

/** What was made in it since is what git would ignore. */
function filesOfArchive(): readonly string[] {
  const ignored = readFileSync(projectPath('.gitignore'), 'utf8').split('\n').filter(Boolean);
  const names = new Set(ignored.map((name) => name.replace(/\/$/, '')));
  const entries = globSync('**/*', { cwd: projectPath(), withFileTypes: true, exclude: ({ name }) => names.has(name) });
  return entries.filter((entry) => entry.isFile()).map((entry) => relative(projectPath(), join(entry.parentPath, entry.name)));
}

test('without git, the files are those that it tracks', () => {
  const sourceFiles = (paths: readonly string[]) => paths.filter((path) => /\.tsx?$/.test(path)).sort();
  expect(sourceFiles(filesOfArchive())).toEqual(
    expect.arrayContaining(sourceFiles(tracked.filter((path) => existsSync(projectPath(path))))),
  );
});

/** Nothing for a file that has been deleted and not committed yet. */
function readTracked(path: string): string | undefined {
  try {
    return readFileSync(projectPath(path), 'utf8');
  } catch {
    return undefined;
  }
}

test(`no file has more than ${MAX_FILE_LINES} lines`, () => {
  expect(sources.length).toBeGreaterThan(300);
  const long = sources.filter(({ path, lines }) => lines > MAX_FILE_LINES && !TABLES_OF_DATA.includes(path));
  expect(long.map(({ path, lines }) => `${path}: ${lines}`)).toEqual([]);
});

test(`no function has more than ${MAX_FUNCTION_LINES} lines`, () => {
  expect(sources.flatMap(({ path, text }) => longFunctions(path, text))).toEqual([]);
});

test(`half of the files of the product and its tools have at most ${MAX_MEDIAN_FILE_LINES} lines`, () => {
  const lines = sources
    .filter(({ path }) => !path.startsWith('tests/'))
    .map((file) => file.lines)
    .sort((a, b) => a - b);
  expect(lines[Math.floor(lines.length / 2)]).toBeLessThanOrEqual(MAX_MEDIAN_FILE_LINES);
});

test('no folder or file has a name that says nothing of what is in it', () => {
  const folders = new Set(tracked.flatMap((path) => dirname(path).split('/')));
  expect([...folders].filter((name) => EMPTY_FOLDER_NAMES.includes(name))).toEqual([]);
  const names = sources.filter(({ path }) => EMPTY_FILE_NAMES.includes(basename(path).replace(/\.tsx?$/, '')));
  expect(names.map(({ path }) => path)).toEqual([]);
});

test('file names are words with hyphens, or the component that is in the file', () => {
  const own = sources.filter(({ path }) => !NAMED_BY_A_FRAMEWORK.test(path));
  expect(own.map(({ path }) => path).filter((path) => !FILE_NAME.test(basename(path)))).toEqual([]);
});

test('classes are kinds of errors, and nothing else', () => {
  const classes = sources.flatMap(({ path, text }) =>
    [...text.matchAll(/^(?:export )?class .*$/gm)].map(([line]) => `${path}: ${line}`),
  );
  expect(classes.filter((line) => !/class \w+ extends \w*Error\b/.test(line))).toEqual([]);
});

/** Each function that is too long, as `path:line name: lines`. */
function longFunctions(path: string, text: string): readonly string[] {
  const found: string[] = [];
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const lineOf = (position: number) => source.getLineAndCharacterOfPosition(position).line;
  const visit = (node: ts.Node): void => {
    if (ts.isFunctionLike(node) && 'body' in node && node.body && !registersTests(node)) {
      const first = lineOf(node.getStart(source));
      const lines = lineOf(node.end) - first + 1;
      if (lines > MAX_FUNCTION_LINES) found.push(`${path}:${first + 1} ${node.name?.getText(source) ?? ''}: ${lines}`);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function registersTests(node: ts.Node): boolean {
  return ts.isCallExpression(node.parent) && REGISTERS_TESTS.test(node.parent.expression.getText());
}
