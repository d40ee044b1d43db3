// `npm start` as a person runs it: in processes of its own.
import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from '@jest/globals';
import { readProcess } from '../../cli/terminal/ancestors.ts';
import { projectPath } from '../../project-path.ts';

const START_SCRIPT = projectPath('cli/start/start.ts');

export interface StartedCommand {
  readonly child: ChildProcess;
  /** Of standard output and standard error. */
  output(): string;
  /** Waits at most 20 seconds, or as long as is given. */
  until(line: RegExp, maxMs?: number): Promise<void>;
  readonly exit: Promise<number | null>;
}

export function startedCommand(command: string, args: readonly string[], options: SpawnOptions = {}): StartedCommand {
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], ...options });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  }
  return {
    child,
    output: () => output,
    async until(line, maxMs = 20_000) {
      for (const end = Date.now() + maxMs; Date.now() < end && !line.test(output); ) await sleep(20);
      expect(output).toMatch(line);
    },
    exit: once(child, 'exit').then(([code]) => code as number | null),
  };
}

export const startStackCommand = (args: readonly string[], options: SpawnOptions = {}) =>
  startedCommand(process.execPath, [START_SCRIPT, ...args], options);

/** Every process that descends from this one. */
export async function descendants(pid: number): Promise<readonly number[]> {
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

/** Those that run after so long. */
export async function stillRunning(pids: readonly number[], maxMs = 3000): Promise<readonly number[]> {
  for (const end = Date.now() + maxMs; Date.now() < end && pids.some(runs); ) await sleep(20);
  return pids.filter(runs);
}

/** One that has ended is there until process 1 asks about it, which may take its time. */
const runs = (pid: number) => readProcess(pid)?.runs === true;
