import { afterEach, expect, test } from '@jest/globals';
import { type ProcessFacts, readProcess } from '../../../cli/terminal/ancestors.ts';
import { ancestorsToWatch } from '../../../cli/terminal/end-with-parent.ts';

interface Row extends Omit<ProcessFacts, 'started' | 'runs'> {
  readonly name: string;
  readonly runs?: boolean;
}

/** The process that `nohup` started. */
let nohup = 0;
afterEach(() => {
  nohup = 0;
});

/** The names of those that this process, the last row, watches. */
function watched(...rows: readonly Row[]): readonly string[] {
  const read = (pid: number): ProcessFacts | undefined => {
    const row = rows.find((one) => one.pid === pid);
    return row && { runs: true, ...row, started: '1' };
  };
  const nameOf = (pid: number) => rows.find((row) => row.pid === pid)?.name ?? '?';
  const isLauncher = (pid: number) => ['npm', 'pnpm', 'yarn'].includes(nameOf(pid));
  return ancestorsToWatch(rows.at(-1)?.pid ?? 0, read, isLauncher, (pid) => pid === nohup).map(({ pid }) => nameOf(pid));
}

const terminal = { pid: 10, name: 'terminal', parent: 1, group: 10, session: 10 };
const bash = { pid: 20, name: 'bash', parent: 10, group: 20, session: 20 };

test('typed at a prompt: the chain up to npm, and the shell of the terminal', () => {
  const npm = { pid: 30, name: 'npm', parent: 20, group: 30, session: 20 };
  const sh = { pid: 31, name: 'sh', parent: 30, group: 30, session: 20 };
  const own = { pid: 32, name: 'node', parent: 31, group: 30, session: 20 };
  expect(watched(terminal, bash, npm, sh, own)).toEqual(['sh', 'npm', 'bash']);
  // `sh` gave its place to node.
  expect(watched(terminal, bash, npm, { ...own, parent: 30 })).toEqual(['npm', 'bash']);
});

test('in a script: its shell too, and what else is in the process group', () => {
  const script = { pid: 25, name: 'script', parent: 20, group: 25, session: 20 };
  const npm = { pid: 30, name: 'npm', parent: 25, group: 25, session: 20 };
  const own = { pid: 32, name: 'node', parent: 30, group: 25, session: 20 };
  expect(watched(terminal, bash, script, npm, own)).toEqual(['npm', 'script', 'bash']);
});

test('npm that runs npm, in a group of its own: up to the outer one', () => {
  const outer = { pid: 30, name: 'npm', parent: 20, group: 30, session: 20 };
  const timeout = { pid: 31, name: 'timeout', parent: 30, group: 31, session: 20 };
  const inner = { pid: 32, name: 'npm', parent: 31, group: 31, session: 20 };
  const own = { pid: 33, name: 'node', parent: 32, group: 31, session: 20 };
  expect(watched(bash, outer, timeout, inner, own)).toEqual(['npm', 'timeout', 'npm', 'bash']);
});

test('setsid: npm is watched, and no shell; without npm nothing is', () => {
  const npm = { pid: 30, name: 'npm', parent: 20, group: 30, session: 30 };
  expect(watched(bash, npm, { pid: 32, name: 'node', parent: 30, group: 30, session: 30 })).toEqual(['npm']);
  expect(watched(bash, { pid: 32, name: 'node', parent: 20, group: 32, session: 32 })).toEqual([]);
});

test('nohup: nothing is watched, for npm itself dies when its terminal hangs up', () => {
  nohup = 30;
  const npm = { pid: 30, name: 'npm', parent: 20, group: 20, session: 20 };
  expect(watched(bash, npm, { pid: 32, name: 'node', parent: 30, group: 20, session: 20 })).toEqual([]);
  expect(watched(bash, { pid: 30, name: 'node', parent: 20, group: 30, session: 20 })).toEqual([]);
});

test('in a container: process 1 is never watched, nor what is outside', () => {
  const one = { pid: 1, name: 'npm', parent: 0, group: 1, session: 1 };
  expect(watched(one, { pid: 7, name: 'node', parent: 1, group: 1, session: 1 })).toEqual([]);
  expect(watched({ pid: 7, name: 'node', parent: 0, group: 7, session: 7 })).toEqual([]);
});

test('one that has ended and was not reaped is no ancestor', () => {
  const npm = { pid: 30, name: 'npm', parent: 20, group: 30, session: 20, runs: false };
  expect(watched(bash, npm, { pid: 32, name: 'node', parent: 30, group: 30, session: 20 })).toEqual(['bash']);
});

test('/proc says of this process what Node says', () => {
  expect(readProcess(process.pid)).toMatchObject({ pid: process.pid, parent: process.ppid, runs: true });
  expect(readProcess(process.pid)?.started).toMatch(/^\d+$/);
  expect(readProcess(2 ** 22)).toBeUndefined();
});
