// @examples score
// Twenty commands of all kinds, started at once in one checkout: each ends as it would alone, and none leaves anything behind.
// A whole `npm run package` takes minutes, and is not among them. EDGECARD_ROUNDS=20 repeats it, each time in a new checkout.
import { spawn, spawnSync } from 'node:child_process';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { listen } from '../../local/http/listen.ts';
import { STACK_PORTS } from '../../local/stack/ports.ts';
import { freePorts } from '../support/free-ports.ts';
import { commitAll, copyCheckout } from '../support/own-templates.ts';
import { type TemporaryFolder, temporaryFolder } from '../support/temporary-folder.ts';
import { leftInBuilds, unexpectedFiles } from './left-in-checkout.ts';

const ROUNDS = Array.from({ length: Number(process.env['EDGECARD_ROUNDS'] ?? 1) }, (_, at) => at + 1);

/** Several times what it takes on two cores. */
const MAX_MS = 15 * 60_000;
const MAX_ENDING_MS = 3000;

/** The kind of its end, and for people what it has printed. */
interface Outcome {
  readonly command: string;
  readonly end: number | NodeJS.Signals | null;
  readonly output: string;
}

let folder: TemporaryFolder;
let project: string;
let temporary: string;
let out: string;
let mark: string;

beforeEach(async () => {
  folder = await temporaryFolder('at-once');
  [project, temporary, out] = ['checkout', 'tmp', 'out'].map((name) => join(folder.path, name)) as [string, string, string];
  mark = `EDGECARD_AT_ONCE=${folder.path}`;
  copyCheckout(project);
  commitAll(project);
  for (const path of [temporary, out]) await mkdir(path);
  await writeFile(join(out, 'cards.txt'), Array.from({ length: 6 }, (_, at) => `/1-2-${at}.jpg\n`).join(''));
}, 120_000);
afterEach(async () => {
  // Of a round that has failed.
  for (const { pid } of await ownProcesses()) spawnSync('kill', ['-KILL', String(pid)]);
  await folder.remove();
});

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
    child.once('close', (code, signal) => resolve({ command: args.join(' '), end: code ?? signal, output }));
  });
  return { child, output: () => output, ended };
}

/** A stack that draws a card and shows the studio while the others run; it runs on until end() is called. */
function stack(port: number) {
  const { child, output, ended } = npm('start', '--', '--port', String(port), '--data', join(out, `data-${port}`));
  const used = (async () => {
    while (!/^ready/m.test(output())) {
      if (child.exitCode !== null) throw new Error(`npm start ended before it was ready:\n${output()}`);
      await sleep(100);
    }
    const card = await askStack((tries) => `http://127.0.0.1:${port}/12-34-${tries}.jpg`);
    const studio = await askStack(() => `http://127.0.0.1:${port + 4}/`);
    return [card.headers.get('x-card-status'), studio.status];
  })();
  used.catch(() => {}); // awaited when all others have ended
  return {
    used,
    end() {
      child.kill('SIGTERM');
      return ended;
    },
  };
}

/** A stack closes its ports for a moment when `cards new` has changed a schema. */
async function askStack(address: (tries: number) => string): Promise<Response> {
  for (let tries = 0; ; tries++) {
    try {
      return await fetch(address(tries));
    } catch (error) {
      if (tries === 99) throw error;
      await sleep(500);
    }
  }
}

/** With its exit code where that is not 0. */
type Command = readonly [args: readonly string[], code?: number];

function commands(): readonly Command[] {
  const draw = (at: number): Command => [['cards', '--', 'draw', `/${at}-2-3.jpg`, '--out', join(out, `${at}.jpg`)]];
  const put: Command = [['cards', '--', 'put', '/1-2-3.jpg', '--data', join(out, 'data')]];
  return [
    ...[1, 2, 3, 4].map(draw),
    [['cards', '--', 'draw', 'article', '--title', 'Zwanzig', '--author', 'Ä', '--out', join(out, 'article.jpg')]],
    put,
    put,
    [['cards', '--', 'prerender', join(out, 'cards.txt'), '--data', join(out, 'data')]],
    [['cards', '--', 'url', '/1-2-3.jpg', '--json']],
    [['cards', '--', 'new', 'banner']],
    [['cards', '--', 'new', 'zone', '--closed']],
    [['build']],
    [['build', '--', '--studio']],
    [['check']],
    [['docs']],
    [['package:main-site']],
    [['package', '--', '--stage', 'prod', '--parm', 'domain=x'], 2],
    [['deploy', '--', '--dry-run'], 2], // of no stage
  ];
}

test.each(ROUNDS)(
  'twenty commands at once, round %i',
  async () => {
    const ports = await Promise.all([freePorts(STACK_PORTS), freePorts(STACK_PORTS)]);
    const stacks = ports.map(stack);
    expect(stacks.length + commands().length).toBe(20);
    const outcomes = await Promise.all(
      commands().map(async ([args, code = 0]) => ({ expected: code, ...(await npm(...args).ended) })),
    );
    expect(outcomes.filter(({ end, expected }) => end !== expected)).toEqual([]);
    for (const { used } of stacks) expect(await used).toEqual(['drawn', 200]);
    const ends = await Promise.all(stacks.map(({ end }) => end()));
    expect(ends.filter(({ end }) => end !== 0)).toEqual([]); // a stack that is asked to end has done what it should

    expect(await processesLeft()).toEqual([]);
    expect(await readdir(temporary)).toEqual([]);
    expect(unexpectedFiles(project)).toEqual([]);
    expect(await leftInBuilds(project)).toEqual([]);
    for (const port of ports.flatMap((first) => [0, 1, 2, 3, 4].map((offset) => first + offset)))
      await (await listen(createServer(), port)).close();
    const catalogue = await readFile(join(project, 'card-schema/catalogue.ts'), 'utf8');
    expect(['banner', 'zone'].filter((name) => !catalogue.includes(`./templates/${name}.ts`))).toEqual([]);
    const pictures = (await readdir(out)).filter((name) => name.endsWith('.jpg'));
    expect(pictures.sort()).toEqual(['1.jpg', '2.jpg', '3.jpg', '4.jpg', 'article.jpg']);
  },
  MAX_MS,
);

/** What runs after a moment of those that the commands have started. */
async function processesLeft(): Promise<readonly string[]> {
  let left = await ownProcesses();
  for (const end = Date.now() + MAX_ENDING_MS; left.length > 0 && Date.now() < end; await sleep(100)) left = await ownProcesses();
  return left.map(({ command }) => command);
}

/** By what they have in their environment. */
async function ownProcesses(): Promise<readonly { readonly pid: number; readonly command: string }[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const found = await Promise.all(
    pids.map(async (pid) => {
      const environment = await readFile(`/proc/${pid}/environ`, 'utf8').catch(() => '');
      if (!environment.split('\0').includes(mark)) return [];
      return [{ pid: Number(pid), command: await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => pid) }];
    }),
  );
  return found.flat();
}
