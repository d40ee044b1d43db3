// @examples score
// Twenty commands of all kinds, started at once in one checkout: none fails, and none leaves anything behind.
import { execFileSync, spawn } from 'node:child_process';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { listen } from '../../local/http/listen.ts';
import { freePorts } from '../support/free-ports.ts';
import { commitAll, copyCheckout } from '../support/own-templates.ts';
import { type TemporaryFolder, temporaryFolder } from '../support/temporary-folder.ts';

/** Two packages wait for each other, and each takes minutes where two cores are busy. */
const MAX_MS = 20 * 60_000;
const MAX_ENDING_MS = 3000;

/** Files that a command is there to write, and folders that outlive a command by design. */
const WRITTEN = [
  /^\.serverless\//,
  /^\.build\//,
  /^dist\/(builds|pack|upload|main-site|sbom\.cdx\.json|design-versions\.json|picture-paths\.js)/,
  // By `cards new`, and by the tables of the documents, which then have two templates more.
  /^card-schema\/(catalogue\.ts|templates\/|languages\/)/,
  /^card-site\/src\/cards\//,
  /^(README\.md|docs\/|tests\/golden)/,
];

interface Outcome {
  readonly command: string;
  readonly code: number;
  readonly output: string;
}

let folder: TemporaryFolder;
let project: string;
let temporary: string;
let out: string;
let mark: string;

beforeAll(async () => {
  folder = await temporaryFolder('at-once');
  [project, temporary, out] = ['checkout', 'tmp', 'out'].map((name) => join(folder.path, name)) as [string, string, string];
  mark = `EDGECARD_AT_ONCE=${folder.path}`;
  copyCheckout(project);
  commitAll(project);
  for (const path of [temporary, out]) await mkdir(path);
  await writeFile(join(out, 'cards.txt'), Array.from({ length: 6 }, (_, at) => `/1-2-${at}.jpg\n`).join(''));
}, 120_000);
afterAll(() => folder.remove());

function npm(...args: readonly string[]) {
  const { CI: _, ...env } = process.env;
  const [name = '', value] = mark.split('=');
  const child = spawn('npm', ['run', '-s', ...args], {
    cwd: project,
    env: { ...env, TMPDIR: temporary, [name]: value, NODE_OPTIONS: '' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  }
  const ended = new Promise<Outcome>((resolve) => {
    child.once('close', (code) => resolve({ command: args.join(' '), code: code ?? -1, output }));
  });
  return { child, output: () => output, ended };
}

/** Until its stack is ready and has drawn a card; it runs on until end() is called. */
async function stack(port: number) {
  const { child, output, ended } = npm('start', '--', '--port', String(port), '--data', join(out, `data-${port}`));
  const drawn = (async () => {
    while (!output().includes('ready:')) {
      if (child.exitCode !== null) return;
      await sleep(100);
    }
    const response = await fetch(`http://127.0.0.1:${port}/12-34-10.jpg`);
    expect(response.headers.get('x-card-status')).toBe('drawn');
    const studio = await fetch(`http://127.0.0.1:${port + 4}/`);
    expect(studio.status).toBe(200);
  })();
  return {
    drawn,
    async end() {
      await drawn;
      child.kill('SIGTERM');
      return { ...(await ended), code: 0 };
    },
  };
}

test(
  'twenty commands at once',
  async () => {
    const ports = await Promise.all([freePorts(5), freePorts(5)]);
    const card = (at: number) => ['cards', '--', 'draw', `/${at}-2-3.jpg`, '--out', join(out, `${at}.jpg`)];
    const stacks = await Promise.all(ports.map(stack));
    const commands: readonly (readonly string[])[] = [
      ...[1, 2, 3, 4].map(card),
      ['cards', '--', 'draw', 'article', '--title', 'Zwanzig', '--author', 'Ä', '--out', join(out, 'article.jpg')],
      ['cards', '--', 'put', '/1-2-3.jpg', '--data', join(out, 'data')],
      ['cards', '--', 'put', '/1-2-3.jpg', '--data', join(out, 'data')],
      ['cards', '--', 'prerender', join(out, 'cards.txt'), '--data', join(out, 'data')],
      ['cards', '--', 'url', '/1-2-3.jpg', '--json'],
      ['cards', '--', 'new', 'banner'],
      ['cards', '--', 'new', 'zone', '--closed'],
      ['build'],
      ['build', '--', '--studio'],
      ['check'],
      ['docs'],
      ['package'],
      ['package'],
      ['package:main-site'],
    ];
    expect(stacks.length + commands.length).toBe(20);
    const outcomes = await Promise.all(commands.map((args) => npm(...args).ended));
    outcomes.push(...(await Promise.all(stacks.map(({ end }) => end()))));
    expect(outcomes.filter(({ code }) => code !== 0)).toEqual([]);

    expect(await processesLeft()).toEqual([]);
    expect(await readdir(temporary)).toEqual([]);
    expect(unexpectedFiles()).toEqual([]);
    expect(await leftInBuilds()).toEqual([]);
    for (const port of ports.flatMap((first) => [0, 1, 2, 3, 4].map((offset) => first + offset)))
      await (await listen((await import('node:http')).createServer(), port)).close();
    const catalogue = await readFile(join(project, 'card-schema/catalogue.ts'), 'utf8');
    expect(['banner', 'zone'].filter((name) => !catalogue.includes(`./templates/${name}.ts`))).toEqual([]);
    expect((await readdir(out)).filter((name) => name.endsWith('.jpg')).sort()).toEqual([
      '1.jpg',
      '2.jpg',
      '3.jpg',
      '4.jpg',
      'article.jpg',
    ]);
  },
  MAX_MS,
);

/** Of those that the commands have started, by what they have in their environment. */
async function processesLeft(): Promise<readonly string[]> {
  let left: string[] = [];
  for (const end = Date.now() + MAX_ENDING_MS; Date.now() < end; await sleep(100)) {
    const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
    const found = await Promise.all(
      pids.map(async (pid) => {
        const environment = await readFile(`/proc/${pid}/environ`, 'utf8').catch(() => '');
        return environment.split('\0').includes(mark) ? [await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => pid)] : [];
      }),
    );
    left = found.flat();
    if (left.length === 0) return left;
  }
  return left;
}

/** What has changed or is new in the checkout, ignored files included, that no command is there to write. */
function unexpectedFiles(): readonly string[] {
  const args = ['status', '--porcelain', '-z', '--ignored=matching', '--untracked-files=all'];
  const paths = execFileSync('git', args, { cwd: project })
    .toString()
    .split('\0')
    .filter(Boolean)
    .map((line) => line.slice(3));
  const files = paths.flatMap((path) => (path === 'dist/' ? dist() : [path]));
  return files.filter((path) => path !== 'node_modules/' && !WRITTEN.some((written) => written.test(path)));
}

function dist(): readonly string[] {
  return execFileSync('find', ['dist', '-maxdepth', '2', '-type', 'f', '-o', '-path', 'dist/vite/*'], { cwd: project })
    .toString()
    .split('\n')
    .filter(Boolean);
}

/** Besides builds: half-made ones, marks and locks of processes. */
async function leftInBuilds(): Promise<readonly string[]> {
  const builds = join(project, 'dist/builds');
  const names = (await readdir(builds)).filter(
    (name) => name !== 'in-use' && !/^(card-site|studio)-[0-9a-f]{20}-[0-9a-f]{8}$/.test(name),
  );
  return [...names, ...(await readdir(join(builds, 'in-use')))];
}
