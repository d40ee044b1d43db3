// renovate.json against what is there: a group that names nothing would let its packages go alone.
import { existsSync, globSync, readFileSync } from 'node:fs';
import { matchesGlob } from 'node:path';
import { expect, test } from '@jest/globals';
import { projectPath } from '../../project-path.ts';

interface Rule {
  readonly groupName: string;
  readonly matchFileNames?: readonly string[];
  readonly matchPackageNames?: readonly string[];
  readonly matchManagers?: readonly string[];
  readonly prBodyNotes?: readonly string[];
}

interface Dependency {
  readonly file: string;
  readonly name: string;
}

const { packageRules, ignorePaths }: { packageRules: readonly Rule[]; ignorePaths: readonly string[] } = JSON.parse(
  readFileSync(projectPath('renovate.json'), 'utf8'),
);

const IN_PROJECT = { cwd: projectPath(), exclude: (path: string) => path.endsWith('node_modules') };
const read = (file: string) => JSON.parse(readFileSync(projectPath(file), 'utf8'));
const manifests = ['package.json', ...globSync('{card-schema,tests,tools}/**/package.json', IN_PROJECT)];
const dependencies: readonly Dependency[] = manifests.flatMap((file) => {
  const { dependencies, devDependencies, optionalDependencies } = read(file);
  return Object.keys({ ...dependencies, ...devDependencies, ...optionalDependencies }).map((name) => ({ file, name }));
});
/** Not a package: what .nvmrc names. */
const NODE: Dependency = { file: '.nvmrc', name: 'node' };

function matches({ matchFileNames, matchPackageNames, matchManagers }: Rule, { file, name }: Dependency): boolean {
  const isNamed = (text: string, patterns: readonly string[] | undefined) =>
    patterns?.some((pattern) => matchesGlob(text, pattern)) ?? true;
  return !matchManagers && isNamed(file, matchFileNames) && isNamed(name, matchPackageNames);
}

const patterns = packageRules.flatMap((rule) =>
  (rule.matchPackageNames ?? []).map((pattern) => ({ ...rule, pattern, matchPackageNames: [pattern] })),
);

test.each(patterns)('$groupName: $pattern is a package of this repository', (rule) => {
  expect([...dependencies, NODE].filter((dependency) => matches(rule, dependency))).not.toEqual([]);
});

test('every group has a package, and no package is in two groups', () => {
  const used = dependencies.flatMap((dependency) => {
    const groups = packageRules.filter((rule) => matches(rule, dependency)).map(({ groupName }) => groupName);
    expect([dependency, groups.slice(1)]).toEqual([dependency, []]);
    return groups;
  });
  const ofPackages = packageRules.filter(({ matchManagers }) => !matchManagers).map(({ groupName }) => groupName);
  expect([...new Set(used)].sort()).toEqual([...ofPackages].sort());
});

test('every package of fonts is in the group of fonts, or in that of the bench', () => {
  const fonts = dependencies.filter(({ name }) => /^@(fontsource|expo-google-fonts)|inter-ui|source-serif|fonts-ttf/.test(name));
  expect(fonts.length).toBeGreaterThan(50);
  const grouped = packageRules.filter(({ groupName }) => ['fonts', 'bench peers'].includes(groupName));
  expect(fonts.filter((font) => !grouped.some((rule) => matches(rule, font)))).toEqual([]);
});

test('packages of the tests are kept up to date as well', () => {
  // Without a setting, the recommended one leaves out tests/ and examples/.
  expect(ignorePaths).toEqual(['**/node_modules/**']);
});

test('what a pull request asks people to run and to read is there', () => {
  const { scripts } = read('package.json');
  const notes = packageRules.flatMap(({ prBodyNotes = [] }) => prBodyNotes).join('\n');
  const asked = [...notes.matchAll(/`npm run ([\w:]+)(?: -- [^`]+)?`/g)].map(([, script]) => script);
  expect(asked).toEqual(expect.arrayContaining(['profile', 'golden', 'bench']));
  for (const script of asked) expect(Object.keys(scripts)).toContain(script);
  const files = [...notes.matchAll(/[\w/.-]+\.(?:md|json)\b/g)].map(([file]) => file);
  expect(files.length).toBeGreaterThan(0);
  for (const file of files) expect([file, existsSync(projectPath(file))]).toEqual([file, true]);
});
