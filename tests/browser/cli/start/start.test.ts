// `npm start` as a person runs it: in a process of its own.

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { listen } from '../../../../local/http/listen.ts';
import { projectPath } from '../../../../project-path.ts';
import { freePorts } from '../../../support/free-ports.ts';
import { isRunning } from '../../../support/processes.ts';
import { type TemporaryFolder, temporaryFolder } from '../../../support/temporary-folder.ts';

const script = projectPath('cli/start/start.ts');

let data: TemporaryFolder;
let child: ChildProcess | undefined;
beforeEach(async () => {
  data = await temporaryFolder('start');
});
afterEach(async () => {
  child?.kill('SIGKILL');
  await data.remove();
});

async function start(
  ...args: string[]
): Promise<{ output: () => string; until: (line: RegExp) => Promise<void>; exit: Promise<number | null> }> {
  const started = spawn(process.execPath, [script, '--data', data.path, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  child = started;
  let output = '';
  for (const stream of [started.stdout, started.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  }
  const exit = once(started, 'exit').then(([code]) => code as number | null);
  const until = async (line: RegExp) => {
    for (let tries = 0; tries < 1000 && !line.test(output); tries++) await sleep(20);
    expect(output).toMatch(line);
  };
  return { output: () => output, until, exit };
}

/** Every process that descends from this one. */
async function descendants(pid: number): Promise<readonly number[]> {
  const parents = new Map<number, number>();
  for (const name of await readdir('/proc')) {
    const stat = /^\d+$/.test(name) ? await readFile(`/proc/${name}/stat`, 'utf8').catch(() => '') : '';
    const parent = /\) \S (\d+) /.exec(stat)?.[1];
    if (parent) parents.set(Number(name), Number(parent));
  }
  const found = [pid];
  for (const ancestor of found) for (const [process, parent] of parents) if (parent === ancestor) found.push(process);
  return found.slice(1);
}

test.each(['SIGINT', 'SIGTERM'] as const)(
  'prints its addresses and `ready`, draws, and leaves nothing running after %s',
  async (signal) => {
    const port = await freePorts(5);
    const { output, until, exit } = await start('--port', String(port));
    await until(/^ready/m);
    for (const offset of [0, 1, 2, 3, 4]) expect(output()).toContain(`http://127.0.0.1:${port + offset}`);
    const lines = output().trim().split('\n');
    expect(lines.find((line) => line.includes('http://'))).toContain(`studio  `);
    expect(lines.at(-1)).toMatch(/^ready/);

    const picture = await fetch(`http://127.0.0.1:${port}/12-34-10.jpg`);
    expect([picture.status, picture.headers.get('x-card-status')]).toEqual([200, 'drawn']);
    await until(/card_drawn/);
    const family = await descendants(child?.pid ?? 0);
    expect(family.length).toBeGreaterThan(0);

    child?.kill(signal);
    expect(await exit).toBe(0);
    // A helper of the build ends on its own when its parent has.
    for (let tries = 0; tries < 100 && family.some(isRunning); tries++) await sleep(20);
    expect(family.filter(isRunning)).toEqual([]);
    await expect(fetch(`http://127.0.0.1:${port}/`)).rejects.toThrow();
  },
);

test('says which port is taken and what to do, and leaves nothing running', async () => {
  const { port, close } = await listen(createServer(), 0);
  const { output, exit } = await start('--port', String(port));
  expect(await exit).toBe(1);
  expect(output()).toContain(`Port ${port} is taken.`);
  expect(output()).toContain('--port');
  await close();
});

test.each([
  [['--port', 'eighty'], '--port must be a whole number from 1 to 65531; got "eighty".'],
  [['--port', '70000'], '--port must be'],
  [['--image-hosts', 'https://x.com'], '--image-hosts must be host names separated by commas; got "https://x.com".'],
  [['--prot', '1'], "Unknown option '--prot'"],
])('refuses %p with a sentence and the usage', async (args, message) => {
  const { output, exit } = await start(...args);
  expect(await exit).toBe(2);
  expect(output()).toContain(message);
  expect(output()).toContain('Usage: npm start');
});
