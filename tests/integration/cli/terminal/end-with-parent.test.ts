// Real processes: what starts them is killed, and they end.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, expect, test } from '@jest/globals';
import { isRunning } from '../../../support/processes.ts';

const SCRIPT = join(import.meta.dirname, 'watched-process.ts');
const NODE = `'${process.execPath}' '${SCRIPT}'`;
const MAX_ENDING_MS = 3000;

const children: ChildProcess[] = [];
afterEach(() => {
  for (const child of children.splice(0)) kill(child.pid ?? 0, 'SIGKILL');
});

function kill(group: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-group, signal);
  } catch {
    // gone
  }
}

/** A shell that runs the command, in a session of its own; resolves with the pid that the watched process says. */
async function shell(command: string) {
  const child = spawn('sh', ['-c', command], { stdio: ['ignore', 'pipe', 'pipe'], detached: true });
  children.push(child);
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (data: Buffer) => (output += data.toString()));
  for (let tries = 0; tries < 500 && !/pid \d+\n/.test(output); tries++) await sleep(20);
  return { child, pid: Number(/pid (\d+)/.exec(output)?.[1]), output: () => output };
}

async function endsSoon(pid: number): Promise<boolean> {
  for (const end = Date.now() + MAX_ENDING_MS; Date.now() < end; await sleep(20)) if (!isRunning(pid)) return true;
  return false;
}

test.each(['SIGKILL', 'SIGTERM'] as const)('a shell between that gets %s takes it along', async (signal) => {
  const { child, pid, output } = await shell(`${NODE} orderly; :`);
  child.kill(signal);
  await once(child, 'exit');
  expect(await endsSoon(pid)).toBe(true);
  expect(output()).toContain('sh is gone, which started this: it ends too.\nended in order\n');
});

test("a script's shell that is gone takes along what it runs in the background, over a shell between", async () => {
  const { child, pid } = await shell(`(${NODE}; :) & wait`);
  child.kill('SIGKILL');
  expect(await endsSoon(pid)).toBe(true);
});

test('setsid leaves it running', async () => {
  const { child, pid } = await shell(`setsid ${NODE} & wait`);
  child.kill('SIGKILL');
  await once(child, 'exit');
  await sleep(1200); // the watch looks twice a second
  expect(isRunning(pid)).toBe(true);
  process.kill(pid, 'SIGKILL');
});

test('nohup leaves it running', async () => {
  const { child, pid } = await shell(`bash -c "nohup ${NODE} & wait"`);
  child.kill('SIGKILL');
  await once(child, 'exit');
  await sleep(1200);
  expect(isRunning(pid)).toBe(true);
  process.kill(pid, 'SIGKILL');
});

test('in the background of a script that does other things and ends, it goes on', async () => {
  const { child, pid } = await shell(`${NODE} & sleep 1.5`);
  await once(child, 'exit');
  await sleep(1200);
  expect(isRunning(pid)).toBe(true);
  process.kill(pid, 'SIGKILL');
});
