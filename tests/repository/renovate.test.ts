// renovate.json against what is there: a group that names nothing would let its packages go alone.
import { existsSync, readFileSync } from 'node:fs';
import { matchesGlob } from 'node:path';
import { expect, test } from '@jest/globals';
import { projectPath } from '../../project-path.ts';

interface Rule {
  readonly groupName: string;
  readonly matchPackageNames?: readonly string[];
  readonly prBodyNotes?: readonly string[];
}

const { packageRules, ignorePaths }: { packageRules: readonly Rule[]; ignorePaths: readonly string[] } = JSON.parse(
  readFileSync(projectPath('renovate.json'), 'utf8'),
);
const groups = new Map(packageRules.map((rule) => [rule.groupName, rule]));

const PACKAGES = ['package.json', 'card-schema/package.json', 'tests/bench/package.json'].filter((file) =>
  existsSync(projectPath(file)),
);
const manifests = PACKAGES.map((file) => JSON.parse(readFileSync(projectPath(file), 'utf8')));
const names = manifests.flatMap(({ dependencies, devDependencies, optionalDependencies }) =>
  Object.keys({ ...dependencies, ...devDependencies, ...optionalDependencies }),
);

/** Not packages of ours: .nvmrc is `node`. */
const ELSEWHERE = ['node'];
const patterns = packageRules.flatMap(({ groupName, matchPackageNames = [] }) =>
  matchPackageNames.map((pattern) => ({ groupName, pattern })),
);

test.each(patterns)('$groupName: $pattern is a package of this repository', ({ pattern }) => {
  expect([...names, ...ELSEWHERE].filter((name) => matchesGlob(name, pattern))).not.toEqual([]);
});

test('no package is in two groups', () => {
  for (const name of names) {
    const of = patterns.filter(({ pattern }) => matchesGlob(name, pattern)).map(({ groupName }) => groupName);
    expect([name, of.length]).toEqual([name, Math.min(of.length, 1)]);
  }
});

test('every package of fonts is in the group of fonts', () => {
  const fonts = names.filter(
    (name) => /font|inter-ui|source-serif/.test(name) && !['fontkit', '@types/fontkit', 'subset-font'].includes(name),
  );
  expect(fonts.length).toBeGreaterThan(50);
  const inGroup = (name: string) => (groups.get('fonts')?.matchPackageNames ?? []).some((pattern) => matchesGlob(name, pattern));
  expect(fonts.filter((name) => !inGroup(name))).toEqual([]);
});

test('packages of the tests are kept up to date as well', () => {
  // Without a setting, the recommended one leaves out tests/ and examples/.
  expect(ignorePaths).toEqual(['**/node_modules/**']);
});

test('what a pull request asks people to run and to read is there', () => {
  const { scripts } = manifests[0];
  const notes = packageRules.flatMap(({ prBodyNotes = [] }) => prBodyNotes).join('\n');
  const asked = [...notes.matchAll(/`npm run ([\w:]+)`/g)].map(([, script]) => script);
  expect(asked).toEqual(expect.arrayContaining(['profile', 'golden', 'bench']));
  for (const script of asked) expect(Object.keys(scripts)).toContain(script);
  const files = [...notes.matchAll(/[\w/.-]+\.(?:md|json)\b/g)].map(([file]) => file);
  expect(files.length).toBeGreaterThan(0);
  for (const file of files) expect([file, existsSync(projectPath(file))]).toEqual([file, true]);
});
