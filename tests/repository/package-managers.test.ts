// What npm reads in package.json, and pnpm in a file of its own.
import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { projectPath } from '../../project-path.ts';

const { workspaces, allowScripts } = JSON.parse(readFileSync(projectPath('package.json'), 'utf8')) as {
  readonly workspaces: readonly string[];
  readonly allowScripts: Readonly<Record<string, boolean>>;
};
const ofPnpm = readFileSync(projectPath('pnpm-workspace.yaml'), 'utf8');

/** Of a list in the file, which holds nothing but lists. */
function listed(name: string): readonly string[] {
  const [, items = ''] = new RegExp(`^${name}:\\n((?:  - .+\\n)+)`, 'm').exec(ofPnpm) ?? [];
  return [...items.matchAll(/^ {2}- '?(.+?)'?$/gm)].map(([, item = '']) => item);
}

test('pnpm has the workspaces that npm has', () => {
  expect(listed('packages')).toEqual(workspaces);
});

test('pnpm runs the scripts of the packages of which npm may run them, and of no other', () => {
  const allowed = (may: boolean) => Object.keys(allowScripts).filter((name) => allowScripts[name] === may);
  expect(listed('onlyBuiltDependencies').toSorted()).toEqual(allowed(true).sort());
  expect(listed('ignoredBuiltDependencies').toSorted()).toEqual(allowed(false).sort());
});
