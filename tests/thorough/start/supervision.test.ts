// Whichever process is ended, and by whichever signal: nothing of `npm start` is left, and it starts again at once.
import { mkdir, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { STACK_PORTS } from '../../../local/stack/ports.ts';
import { projectPath } from '../../../project-path.ts';
import { freePorts } from '../../support/free-ports.ts';
import { descendants, type StartedCommand, startedCommand, stillRunning } from '../../support/start-command.ts';
import { type TemporaryFolder, temporaryFolder } from '../../support/temporary-folder.ts';

let folder: TemporaryFolder;
let data: string;
/** No other program's. */
let temporary: string;
let port: number;
beforeAll(async () => {
  folder = await temporaryFolder('supervision');
  [data, temporary] = [join(folder.path, 'data'), join(folder.path, 'tmp')];
  await mkdir(temporary);
  port = await freePorts(STACK_PORTS);
});
afterAll(() => folder.remove());

let started: StartedCommand | undefined;
let family: readonly number[] = [];
afterEach(() => {
  for (const pid of [...family, started?.child.pid ?? 0]) if (pid > 0) endNow(pid);
});

function endNow(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // gone
  }
}

/** A shell as a script has it, without job control; or a terminal of its own, by `script`. */
const HOSTS = {
  script: (command: string) => ['sh', ['-c', `${command}; :`]] as const,
  'two shells': (command: string) => ['sh', ['-c', `sh -c "${command}; true between"; :`]] as const,
  terminal: (command: string) => ['script', ['-qefc', command, '/dev/null']] as const,
};

/** Resolves when it is ready and has drawn a card. */
async function start(host: keyof typeof HOSTS): Promise<number> {
  const [program, args] = HOSTS[host](`npm start -- --port ${port} --data '${data}'`);
  started = startedCommand(program, args, {
    cwd: projectPath(),
    env: { ...process.env, TMPDIR: temporary },
    detached: true,
  });
  await started.until(/^ready/m);
  expect((await fetch(`http://127.0.0.1:${port}/default.jpg`)).status).toBe(200);
  const shell = started.child.pid ?? 0;
  family = await descendants(shell);
  return shell;
}

async function pidOf(pattern: RegExp): Promise<number> {
  for (const pid of family) {
    const command = (await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')).replaceAll('\0', ' ');
    if (pattern.test(command)) return pid;
  }
  throw new Error(`No process of ${pattern}`);
}

const TARGETS = {
  npm: ['script', /^npm start/],
  'the shell between': ['two shells', /^sh -c npm start.* between/],
  'start.ts': ['script', /^node \S+ .*cli\/start\/start\.ts/],
  'run.ts': ['script', /cli\/start\/run\.ts/],
  'the shell of a script': ['script', undefined],
  'the terminal': ['terminal', undefined],
} as const;

const SIGNALS = ['SIGHUP', 'SIGINT', 'SIGTERM', 'SIGKILL'] as const;
const CASES = Object.keys(TARGETS).flatMap((target) => SIGNALS.map((signal) => [target, signal] as const));

test.each(CASES)('%s gets %s: nothing is left after three seconds', async (target, signal) => {
  const [host, pattern] = TARGETS[target as keyof typeof TARGETS];
  const shell = await start(host);
  // A shell leaves SIGINT to what it runs: Ctrl-C goes to all of them.
  if (signal === 'SIGINT' && target.includes('shell')) process.kill(-shell, signal);
  // `script` blocks SIGHUP; a terminal that closes sends it to the shell in it.
  else if (signal === 'SIGHUP' && host === 'terminal') process.kill(family[0] ?? 0, signal);
  else process.kill(pattern === undefined ? shell : await pidOf(pattern), signal);
  expect(await stillRunning(family.filter((pid) => pid !== shell))).toEqual([]);
  await expect(fetch(`http://127.0.0.1:${port}/`)).rejects.toThrow();
});

test('the scratch folders of a stack that was killed are gone when the next one runs', async () => {
  const scratchOf = async (pid: number) =>
    (await readdir(temporary)).filter((name) => name.startsWith('edgecard-scratch-') && name.includes(`-${pid}-`));
  await start('script');
  const killed = await pidOf(/cli\/start\/run\.ts/);
  expect(await scratchOf(killed)).not.toEqual([]);
  process.kill(killed, 'SIGKILL');
  expect(await stillRunning(family.slice(1))).toEqual([]);
  await start('script');
  expect(await scratchOf(await pidOf(/cli\/start\/run\.ts/))).not.toEqual([]);
  expect(await scratchOf(killed)).toEqual([]);
});

test('setsid leaves it running when its shell has gone', async () => {
  const command = `setsid npm start -- --port ${port} --data '${data}'`;
  started = startedCommand('sh', ['-c', `${command} & wait`], { cwd: projectPath(), detached: true });
  await started.until(/^ready/m);
  family = await descendants(started.child.pid ?? 0);
  started.child.kill('SIGKILL');
  await sleep(2000);
  expect((await fetch(`http://127.0.0.1:${port}/default.jpg`)).status).toBe(200);
});
